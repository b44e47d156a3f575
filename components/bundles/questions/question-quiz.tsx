'use client';

import { useQuery } from '@tanstack/react-query';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Select } from '#components/ui/select.tsx';
import { firstTest, placeOf, type QuestionReport } from '#lib/bundles/core/question-plan.ts';
import type { QuestionPlan } from '#lib/bundles/data/questions.ts';
import { exercisesQuery } from '#lib/exercises/queries/bank.ts';
import { questionsText } from './text.ts';
import type { Choosing } from './use-choices.ts';

interface QuestionQuizProps {
  workspace: string;
  plan: QuestionPlan;
  choosing: Choosing;
}

type Test = NonNullable<QuestionReport['tests']>[number];

/** Whether a test of the file becomes the quiz of the spark that its questions go to. */
export function QuestionQuiz({ workspace, plan: { report }, choosing }: QuestionQuizProps) {
  const { choices, change } = choosing;
  const tests = report.tests ?? [];
  const usable = tests.flatMap((one, at) => (one.questions.length > 0 ? [{ ...one, at }] : []));
  const chosen = usable.find(({ at }) => at === choices.quiz_test) ?? usable.find(({ at }) => at === firstTest(report));
  const places = new Set(
    choosing.categories.filter(({ taken }) => taken > 0).map(({ name }) => placeOf(choices, name)),
  );
  const [spark] = places.size === 1 ? places : [];
  const found = useQuery({ ...exercisesQuery(workspace, spark ?? '', []), enabled: spark !== undefined });
  if (tests.length === 0) return null;
  const before = spark === undefined ? 0 : (found.data?.quiz.length ?? 0);
  const isKnown = spark !== undefined && found.data !== undefined;
  const isUsed = choices.quiz === 'replace' || (choices.quiz === 'where_none' && before === 0);
  return (
    <section className="flex flex-col gap-3">
      <h2 className="font-semibold">{questionsText.quiz}</h2>
      {chosen && (
        <>
          {usable.length > 1 && (
            <Select
              label={questionsText.whichTest}
              value={String(chosen.at)}
              onChange={(at) => change({ quiz_test: Number(at) })}
              options={usable.map(({ at, name, questions }) => ({
                id: String(at),
                label: questionsText.testNamed(name, questions.length),
              }))}
            />
          )}
          <Checkbox
            isSelected={isUsed}
            isDisabled={places.size > 1}
            help={
              places.size > 1
                ? questionsText.quizOfSeveral
                : isKnown && before > 0
                  ? questionsText.quizBefore(before, isUsed)
                  : questionsText.quizHelp
            }
            onChange={(uses) => change({ quiz: uses ? (before > 0 ? 'replace' : 'where_none') : 'none' })}
          >
            <span dir="auto">{questionsText.asQuiz(chosen.name, chosen.questions.length)}</span>
          </Checkbox>
        </>
      )}
      <TestLosses tests={chosen ? [chosen] : tests} />
    </section>
  );
}

/** What tests say that a quiz does not keep. */
export function TestLosses({ tests }: { tests: readonly Pick<Test, 'file' | 'losses'>[] }) {
  const losses = tests.flatMap((one) => one.losses.map((found) => ({ ...found, file: one.file })));
  if (losses.length === 0) return null;
  return (
    <div className="flex flex-col gap-1 text-sm">
      <h3 className="font-medium">{questionsText.testLosses}</h3>
      <ul className="flex list-disc flex-col gap-1 ps-5 text-muted">
        {losses.map(({ code, file, sentence, instead }) => (
          <li key={`${file} ${code}`} dir="auto" className="wrap-anywhere">
            {sentence} {instead}
          </li>
        ))}
      </ul>
    </div>
  );
}
