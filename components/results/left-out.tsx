'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { CircleSlash2 } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { download } from '#components/base/download.ts';
import { Button } from '#components/ui/button.tsx';
import { ComboBox } from '#components/ui/combo-box.tsx';
import { csvOf } from '#lib/base/core/csv.ts';
import { bankQuery } from '#lib/exercises/queries/bank.ts';
import type { LeftGroup, ResultPlan } from '#lib/results/core/plan.ts';
import { resultsText } from './text.ts';
import { useFigures } from './use-figures.ts';

const words = resultsText;

interface LeftOutProps {
  workspace: string;
  file: string;
  plan: ResultPlan;
  isReading: boolean;
  onNames: (names: Record<string, string>) => void;
}

/** What of a file is not taken and why, and what can be done about it: say which exercise a name means, or keep the list. */
export function LeftOut({ workspace, file, plan, isReading, onNames }: LeftOutProps) {
  const write = useFigures();
  const [isChoosing, setChoosing] = useState(false);
  const unknown = plan.reasons.filter(({ reason }) => reason === 'unknown_exercise' || reason === 'ambiguous_exercise');
  const names = unknown.flatMap(({ said }) => said);
  const { left, left_answers } = plan;
  return (
    <section
      aria-label={words.left(left, write.number(left))}
      className="flex flex-col gap-3 rounded-lg bg-draft-soft px-4 py-3"
    >
      <div className="flex gap-3">
        <CircleSlash2 aria-hidden className="mt-0.5 size-4 shrink-0 text-draft" />
        <div className="flex min-w-0 flex-col gap-1">
          <p className="font-medium text-draft">{words.left(left, write.number(left))}</p>
          <ul>
            {plan.reasons.map((group) => (
              <Reason key={group.reason} group={group} />
            ))}
          </ul>
        </div>
      </div>
      {isChoosing && names.length > 0 && (
        <Names workspace={workspace} names={names} isReading={isReading} onNames={onNames} />
      )}
      <div className="flex flex-wrap gap-2">
        {names.length > 0 && (
          <Button size="sm" aria-expanded={isChoosing} onPress={() => setChoosing(!isChoosing)}>
            {words.chooseExercise}
          </Button>
        )}
        <Button size="sm" onPress={() => download(`left-out-of-${file}.csv`, tableOf(plan), 'text/csv;charset=utf-8')}>
          {words.downloadLeft(write.number(left_answers.length))}
        </Button>
      </div>
    </section>
  );
}

/** A name may be a whole question. It is shown in part and meant as a whole. */
const shortened = (text: string) => (text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text);
const LONGEST_SHOWN = 100;

function Reason({ group: { reason, total, said, lines } }: { group: LeftGroup }) {
  const write = useFigures();
  const [one, many] = words.reasons[reason];
  const names = said.slice(0, 3).filter(({ text }) => text !== '');
  const [first] = lines;
  return (
    <li>
      <span className="tabular-nums">{write.number(total)}</span> {total === 1 ? one : many}
      {names.length > 0 && (
        <>
          {' ('}
          {names.map(({ text }, at) => (
            <span key={text}>
              {at > 0 && ', '}
              <code dir="auto" className="rounded-sm bg-sunken px-1 text-xs wrap-anywhere">
                {shortened(text)}
              </code>
            </span>
          ))}
          {said.length > names.length && ' …'})
        </>
      )}
      {first !== undefined && <span className="text-muted">, {words.fromLine(write.number(first))}</span>}
    </li>
  );
}

const tableOf = ({ left_answers }: ResultPlan): string =>
  csvOf(
    ['line', 'reason', 'value'],
    left_answers.map(({ line, reason, said }) => [line, words.reasons[reason][0], said]),
  );

interface NamesProps {
  workspace: string;
  names: LeftGroup['said'];
  isReading: boolean;
  onNames: (names: Record<string, string>) => void;
}

/** For each name of the file the exercise that it means. */
function Names({ workspace, names, isReading, onNames }: NamesProps) {
  const write = useFigures();
  const [chosen, setChosen] = useState<Record<string, string>>({});
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-muted">{words.chooseHelp}</p>
      {names.map(({ text, total }) => (
        <ExerciseChoice
          key={text}
          workspace={workspace}
          label={words.meant(shortened(text), write.number(total))}
          value={chosen[text] ?? null}
          onChange={(exercise) => {
            const { [text]: _, ...others } = chosen;
            setChosen(exercise === null ? others : { ...others, [text]: exercise });
          }}
        />
      ))}
      {Object.keys(chosen).length > 0 && (
        <Button size="sm" className="self-start" isPending={isReading} onPress={() => onNames(chosen)}>
          {words.readAgain}
        </Button>
      )}
    </div>
  );
}

interface ExerciseChoiceProps {
  workspace: string;
  label: string;
  /** `spark/exercise`. */
  value: string | null;
  onChange: (value: string | null) => void;
}

const FOUND = 20;

/** One exercise of the workspace, found by its words. */
function ExerciseChoice({ workspace, label, value, onChange }: ExerciseChoiceProps) {
  const [typed, setTyped] = useState('');
  const text = useDeferredValue(typed.trim());
  const { data } = useInfiniteQuery(
    bankQuery(workspace, { spark_id: null, filter: text ? { text } : {}, sort: 'stem' }, FOUND),
  );
  const options = (data?.pages[0]?.rows ?? []).flatMap((row) =>
    row.version === null
      ? []
      : [{ id: `${row.spark_slug}/${row.exercise_id}`, label: row.stem, description: row.spark_title }],
  );
  return (
    <ComboBox
      label={label}
      placeholder={words.mean}
      matches={options}
      inputValue={typed}
      onInputChange={setTyped}
      value={value}
      onChange={(id) => {
        const found = options.find((one) => one.id === id);
        if (found) setTyped(found.label);
        onChange(found?.id ?? null);
      }}
    />
  );
}
