'use client';

import { CircleStop } from 'lucide-react';
import { useState } from 'react';
import Words from '#components/history/difference/words.tsx';
import { Button } from '#components/ui/button.tsx';
import { KeyValues } from '#components/ui/key-values.tsx';
import { Link } from '#components/ui/link.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { toast } from '#components/ui/toast.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { isOpen } from '#lib/generation/core/job.ts';
import { useCancelJob } from '#lib/generation/queries/jobs.ts';
import type { OpenTest, TestedVersion } from '#lib/generation/services/template-test.ts';
import { Arriving } from '../../../job/arriving.tsx';
import { useMoney } from '../../../money.ts';
import { generationText } from '../../../text.ts';
import { rulesText } from '../../text.ts';
import type { ShownVersion } from '../shown-version.ts';
import { testText } from './text.ts';

const words = testText;

interface TestResultsProps {
  workspace: string;
  test: OpenTest;
  versions: readonly ShownVersion[];
  mayManage: boolean;
}

/** What two versions came to, beside each other, and how their words differ. */
export function TestResults({ workspace, test, versions, mayManage }: TestResultsProps) {
  const cancel = useCancelJob(workspace);
  const [one, other] = test.versions;
  const stopped =
    test.held === 'budget' ? 'budget' : test.status === 'failed' || test.status === 'cancelled' ? test.status : null;
  const stop = () =>
    cancel.mutate(test.id, {
      onError: (error) => toast.problem(generationText.notDone, { detail: problemOf(error).message }),
    });
  return (
    <section aria-label={words.latest} className="flex flex-col gap-4">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t pt-4 text-sm">
        <p dir="auto" className="min-w-0 flex-1 break-words text-muted">
          {words.about(test.title, test.model)}
        </p>
        <Link href={inWorkspace(workspace).job(test.id)}>{words.toJob}</Link>
        {mayManage && isOpen(test) && (
          <Button size="sm" icon={<CircleStop />} isPending={cancel.isPending} onPress={stop}>
            {words.cancel}
          </Button>
        )}
      </header>
      {stopped && <ProblemNotice title={words.stopped[stopped]} why={test.problem?.message} tone="warning" />}
      <div className="grid gap-6 md:grid-cols-2">
        {test.versions.map((tried) => (
          <Tried
            key={tried.step_id}
            workspace={workspace}
            tried={tried}
            label={versions.find(({ id }) => id === tried.version)?.label ?? tried.version}
          />
        ))}
      </div>
      {one && other && <Difference before={one} after={other} />}
    </section>
  );
}

function Tried({ workspace, tried, label }: { workspace: string; tried: TestedVersion; label: string }) {
  return (
    <section aria-label={label} className="flex min-w-0 flex-col gap-3">
      <h3 className="font-medium">{label}</h3>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keys as well.
        tabIndex={0}
        className="max-h-96 min-h-40 overflow-auto rounded-lg border bg-surface px-4 py-3"
      >
        <Answer workspace={workspace} tried={tried} />
      </div>
      <Facts tried={tried} />
    </section>
  );
}

/** What was answered, field by field and as it came: an answer that is no good is shown as what it is. */
function Answer({ workspace, tried }: { workspace: string; tried: TestedVersion }) {
  if (tried.fields.length > 0)
    return (
      <dl className="flex flex-col gap-3">
        {tried.fields.map(([name, text]) => (
          <div key={name} className="flex flex-col gap-0.5">
            <dt className={name === '' ? 'sr-only' : 'font-mono text-sm text-muted'}>{name || words.answer}</dt>
            <dd dir="auto" className="font-serif break-words whitespace-pre-wrap">
              {text}
            </dd>
          </div>
        ))}
      </dl>
    );
  if (tried.status === 'in_progress') return <Arriving workspace={workspace} step={{ id: tried.step_id }} />;
  const isWaiting = tried.status === 'pending' && tried.is_valid === null;
  return <p className="text-muted">{isWaiting ? words.waiting : (tried.problem ?? words.nothing)}</p>;
}

function Facts({ tried }: { tried: TestedVersion }) {
  const number = useNumber();
  const money = useMoney();
  const { is_valid, problem, input_tokens, output_tokens, cost_micros, ms, left_out } = tried;
  const cost = cost_micros === null ? null : money(cost_micros);
  const missing = left_out.reduce((sum, one) => sum + one.left_out, 0);
  return (
    <KeyValues
      items={[
        {
          key: words.facts.valid,
          value: is_valid === null ? null : is_valid ? words.yes : problem ? words.why(problem) : words.no,
          numeric: true,
        },
        ...(tried.words === null ? [] : [{ key: words.facts.words, value: number(tried.words), numeric: true }]),
        ...(tried.findings === null
          ? []
          : [{ key: words.facts.findings, value: number(tried.findings), numeric: true }]),
        {
          key: words.facts.tokens,
          value:
            input_tokens === null || output_tokens === null
              ? null
              : words.tokens(number(input_tokens), number(output_tokens)),
          numeric: true,
        },
        {
          key: words.facts.cost,
          value: cost !== null && !tried.is_cost_known ? words.atMost(cost) : cost,
          numeric: true,
        },
        {
          key: words.facts.time,
          value: ms === null ? null : words.seconds(number(Math.round(ms / 100) / 10)),
          numeric: true,
        },
        ...(missing > 0 ? [{ key: words.facts.leftOut, value: words.characters(number(missing)), numeric: true }] : []),
      ]}
    />
  );
}

const textOf = ({ fields }: TestedVersion): string =>
  fields.map(([name, text]) => (name === '' ? text : `${name}\n${text}`)).join('\n\n');

function Difference({ before, after }: { before: TestedVersion; after: TestedVersion }) {
  const [of, setOf] = useState<'answer' | 'prompt'>('answer');
  if (before.prompt === '' || after.prompt === '') return null;
  const [a, b] = of === 'prompt' ? [before.prompt, after.prompt] : [textOf(before), textOf(after)];
  return (
    <section aria-label={words.difference} className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="font-medium">{words.difference}</h3>
        <Segmented<'answer' | 'prompt'>
          size="sm"
          label={words.difference}
          value={of}
          onChange={setOf}
          items={[
            { id: 'answer', label: words.of.answer },
            { id: 'prompt', label: words.of.prompt },
          ]}
        />
        <span className="font-mono text-sm text-muted">
          {nameOf(before)} → {nameOf(after)}
        </span>
      </div>
      {a === b ? <p className="text-muted">{words.same}</p> : <Words before={a} after={b} />}
    </section>
  );
}

const nameOf = ({ version }: TestedVersion): string =>
  /^\d+$/.test(version) ? rulesText.version(Number(version)) : version;
