'use client';

import { Lock } from 'lucide-react';
import { useMemo } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { cx } from '#components/ui/cx.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { checkTemplate, linesOf } from '#lib/generation/core/prompt/template.ts';
import { isVariable, type TemplateParts, VARIABLES } from '#lib/generation/core/prompt/variables.ts';
import { rulesText } from '../text.ts';
import { addedLines } from './changed-lines.ts';
import { textOf } from './shown-version.ts';

const words = rulesText.templates;

interface TemplateTextProps {
  parts: TemplateParts;
  /** The text that counts now: lines that are not in it are marked. */
  before?: string | null;
}

/** Both parts of a template with their lines counted through, as problems name them. */
export function TemplateText({ parts, before = null }: TemplateTextProps) {
  const changed = useMemo(
    () => (before === null ? new Set<number>() : addedLines(before, textOf(parts))),
    [before, parts],
  );
  const system = linesOf(parts.system);
  return (
    <div className="flex flex-col gap-4">
      <Part title={words.system} lines={system} from={0} changed={changed} />
      <Part title={words.user} lines={linesOf(parts.user)} from={system.length} changed={changed} />
    </div>
  );
}

interface PartProps {
  title: string;
  lines: readonly string[];
  from: number;
  changed: ReadonlySet<number>;
}

function Part({ title, lines, from, changed }: PartProps) {
  return (
    <div className="flex flex-col gap-1.5">
      <h3 className="flex items-center gap-2 font-medium">
        {title}
        <Badge icon={<Lock />}>{words.role}</Badge>
      </h3>
      <ol start={from + 1} aria-label={title} className="overflow-hidden rounded-lg border bg-surface py-1 text-sm">
        {lines.map((line, at) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place.
            key={at}
            className={cx('flex gap-3 px-3 leading-6', changed.has(from + at) && 'bg-published-soft')}
          >
            <span aria-hidden className="w-6 shrink-0 text-end text-faint tabular-nums select-none">
              {from + at + 1}
            </span>
            <span dir="auto" className="min-w-0 flex-1 font-mono break-words whitespace-pre-wrap">
              <WithVariables text={line} />
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** A line with its variables as chips. */
function WithVariables({ text }: { text: string }) {
  return text.split(/(\{\{[^{}]*\}\})/).map((piece, at) =>
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a line never move.
      <span key={at} className="rounded-sm bg-accent-soft px-0.5 text-accent-text">
        {piece}
      </span>
    ) : (
      piece
    ),
  );
}

/** Why a text cannot become active, each with its line; nothing where it can. */
export function TemplateProblems({ parts, variables }: { parts: TemplateParts; variables: readonly string[] }) {
  const problems = checkTemplate(parts, variables);
  if (problems.length === 0) return null;
  return (
    <ProblemNotice
      tone="warning"
      title={words.problems}
      why={
        <span className="flex flex-col">
          {problems.map(({ line, message }) => (
            <span key={`${line} ${message}`}>{words.line(line, message)}</span>
          ))}
        </span>
      }
    />
  );
}

/** What a template names, and what each is filled with. */
export function Variables({ names }: { names: readonly string[] }) {
  const write = useNumber();
  const known = names.filter(isVariable);
  if (known.length === 0) return null;
  const { variable } = words;
  return (
    <section aria-labelledby="template-variables" className="flex flex-col gap-1">
      <h3 id="template-variables" className="font-medium">
        {words.variables}
      </h3>
      <p className="text-sm text-muted">{words.variablesHelp}</p>
      <div className="overflow-x-auto">
        <table className="w-full text-sm">
          <thead>
            <tr className="border-b text-muted">
              <th scope="col" className="py-2 pe-4 text-start font-medium">
                {variable.name}
              </th>
              <th scope="col" className="py-2 pe-4 text-start font-medium">
                {variable.from}
              </th>
              <th scope="col" className="py-2 pe-4 text-start font-medium">
                {variable.as}
              </th>
              <th scope="col" className="py-2 text-end font-medium">
                {variable.most}
              </th>
            </tr>
          </thead>
          <tbody>
            {known.map((name) => (
              <tr key={name} className="border-b">
                <th scope="row" className="py-2 pe-4 text-start font-mono font-normal">
                  {name}
                </th>
                <td className="py-2 pe-4">{VARIABLES[name].from}</td>
                <td className="py-2 pe-4">{VARIABLES[name].as}</td>
                <td className="py-2 text-end tabular-nums">{write(VARIABLES[name].most)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
