'use client';

import { Copy, RefreshCcwDot, TriangleAlert } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { kindName } from '#components/base/kind.tsx';
import { baseText } from '#components/base/text.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { numberFormat } from '#components/ui/formats.ts';
import { SearchField } from '#components/ui/search-field.tsx';
import { Select } from '#components/ui/select.tsx';
import { toast } from '#components/ui/toast.tsx';
import type { BundleProblem } from '#lib/bundles/core/problem.ts';
import { unlistedWarnings, type WarningCount } from '#lib/bundles/core/problem-tally.ts';
import { bundlesText } from './text.ts';

const STEP = 100;

export interface ProblemListProps {
  problems: readonly BundleProblem[];
  /** How many errors there are beyond these. */
  more?: number;
  /** How often each rule warned, the warnings that are not listed among them. */
  warned?: readonly WarningCount[];
}

/** Everything that is wrong with a bundle: grouped by rule, to be searched, and to be handed on as JSON. */
export function ProblemList({ problems, more = 0, warned = [] }: ProblemListProps) {
  const { locale } = useLocale();
  const [rule, setRule] = useState('all');
  const [find, setFind] = useState('');
  const [shown, setShown] = useState(STEP);
  const number = numberFormat(locale);
  const rules = useMemo(() => countRules(problems, warned), [problems, warned]);
  const unlisted = more + unlistedWarnings(problems, warned);
  const wanted = find.trim().toLowerCase();
  const found = problems.filter(
    (problem) =>
      (rule === 'all' || problem.code === rule) &&
      (!wanted ||
        [problem.file, problem.path, problem.slug, problem.message].some((part) =>
          part?.toLowerCase().includes(wanted),
        )),
  );
  const groups = groupSame(found);
  const copy = async () => {
    await navigator.clipboard.writeText(JSON.stringify(found, null, 2));
    toast.done(bundlesText.copied);
  };
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-end gap-2">
        {rules.length > 1 && (
          <Select
            label={bundlesText.rule}
            hideLabel
            className="w-full sm:w-56"
            value={rule}
            onChange={setRule}
            options={[
              { id: 'all', label: `${bundlesText.allRules} (${number.format(problems.length + unlisted)})` },
              ...rules.map(([id, count]) => ({
                id,
                label: `${bundlesText.rules[id] ?? id} (${number.format(count)})`,
              })),
            ]}
          />
        )}
        {problems.length > 5 && (
          <SearchField label={bundlesText.searchProblems} value={find} onChange={setFind} className="w-full sm:w-56" />
        )}
        <Button size="sm" variant="quiet" icon={<Copy />} onPress={() => void copy()} className="sm:ms-auto">
          {bundlesText.copy}
        </Button>
      </div>
      {found.length === 0 && <p className="py-4 text-muted">{bundlesText.noProblemMatch}</p>}
      <ol className="flex flex-col border-t">
        {groups.slice(0, shown).map((group) => (
          <ProblemRow key={`${group[0]?.path}:${group[0]?.code}:${group[0]?.message}`} problems={group} />
        ))}
      </ol>
      <div className="flex items-center gap-3">
        {groups.length > shown && <Button onPress={() => setShown(shown + STEP)}>{bundlesText.moreLines}</Button>}
        {unlisted > 0 && <p className="text-sm text-muted">{bundlesText.moreProblems(number.format(unlisted))}</p>}
      </div>
    </div>
  );
}

/** Errors are counted as they are listed; a rule that only warns may have warned more often than it is listed. */
function countRules(problems: readonly BundleProblem[], warned: readonly WarningCount[]): [string, number][] {
  const counts = new Map<string, number>(warned.map(({ code, total }) => [code, total]));
  const isCounted = new Set<string>(counts.keys());
  for (const { code, severity } of problems)
    if (severity === 'error' || !isCounted.has(code)) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** Problems that say the same stand together, with the places where they are. */
function groupSame(problems: readonly BundleProblem[]): BundleProblem[][] {
  const groups = new Map<string, BundleProblem[]>();
  for (const problem of problems) {
    const key = `${problem.code}\n${problem.kind}\n${problem.message}`;
    const group = groups.get(key);
    if (group) group.push(problem);
    else groups.set(key, [problem]);
  }
  return [...groups.values()];
}

const FEW = 3;

function ProblemRow({ problems }: { problems: BundleProblem[] }) {
  const { locale } = useLocale();
  const [isWhole, setWhole] = useState(false);
  const problem = problems[0];
  if (!problem) return null;
  const shown = isWhole ? problems.slice(0, 500) : problems.slice(0, FEW);
  return (
    <li className="grid gap-x-5 gap-y-1 border-b py-2.5 sm:grid-cols-[11rem_minmax(0,1fr)]">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 sm:flex-col sm:items-start">
        <Badge tone={problem.severity === 'error' ? 'red' : 'amber'} size="sm" icon={<TriangleAlert aria-hidden />}>
          {bundlesText.rules[problem.code] ?? problem.code}
        </Badge>
        <span className="text-sm text-faint">
          {problem.kind && kindName(problem.kind)}
          {problems.length > 1 && ` · ${bundlesText.places(numberFormat(locale).format(problems.length))}`}
        </span>
      </div>
      <div className="flex min-w-0 flex-col gap-0.5">
        {problem.code === 'loop' ? <Loop problem={problem} /> : <p className="break-words">{problem.message}</p>}
        {problem.hint && <p className="text-sm text-muted">{problem.hint}</p>}
        <ul className="flex flex-col gap-0.5 pt-0.5">
          {shown.map((one) => (
            <li
              key={`${one.file}:${one.line}:${one.path}:${one.slug}`}
              className="flex min-w-0 flex-wrap gap-x-3 font-mono text-xs break-all text-faint"
            >
              {one.file && <span>{bundlesText.inFile(one.file, one.line)}</span>}
              {one.path && <span>{one.path}</span>}
              {one.slug && one.code !== 'loop' && <span className="text-muted">{one.slug.replace('>', ' → ')}</span>}
            </li>
          ))}
        </ul>
        {problems.length > shown.length && !isWhole && (
          <Button size="sm" variant="quiet" className="-ms-2.5 self-start" onPress={() => setWhole(true)}>
            {baseText.more(numberFormat(locale).format(problems.length - FEW))}
          </Button>
        )}
      </div>
    </li>
  );
}

/** `a -> b -> a` in the message, drawn as the way round that it is. */
function Loop({ problem }: { problem: BundleProblem }) {
  const at = problem.message.lastIndexOf(': ');
  const way = problem.message
    .slice(at + 2)
    .replace(/\.$/, '')
    .split(' -> ');
  if (at < 0 || way.length < 2) return <p className="break-words">{problem.message}</p>;
  return (
    <>
      <p>{problem.message.slice(0, at)}:</p>
      <p className="flex flex-wrap items-center gap-x-1.5 gap-y-1 py-0.5">
        <RefreshCcwDot aria-hidden className="size-4 shrink-0 text-danger-text" />
        {way.map((name, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a loop names its beginning twice.
          <span key={place} className="flex items-center gap-1.5">
            {place > 0 && (
              <span aria-hidden className="text-faint">
                →
              </span>
            )}
            <code className="rounded-sm bg-sunken px-1.5 py-0.5 text-sm break-all">{name}</code>
          </span>
        ))}
      </p>
    </>
  );
}
