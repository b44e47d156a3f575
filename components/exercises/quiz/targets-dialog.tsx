'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { NumberField } from '#components/ui/number-field.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { RadioGroup } from '#components/ui/radio-group.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { COGNITIVE_LEVELS, DIFFICULTIES } from '#lib/exercises/core/exercise.ts';
import { countsOf } from '#lib/exercises/core/quiz/counts.ts';
import { percentOf, type QuizShares, type TargetsFrom } from '#lib/exercises/core/quiz/targets.ts';
import { useSetExerciseGoals } from '#lib/exercises/queries/coverage.ts';
import { exercisesText } from '../text.ts';
import { quizText } from './text.ts';

const words = quizText;

interface TargetsDialogProps {
  workspace: string;
  /** What it aims at now, and where that is from. */
  shares: { level: Record<string, number>; difficulty: Record<string, number> };
  from: TargetsFrom;
  /** Of the quiz, in questions. */
  length: number;
  maySetAll: boolean;
  /** Sets targets of this quiz; null: it has none of its own any more. */
  onSet: (shares: QuizShares | null) => Promise<boolean>;
  onClose: () => void;
}

type Percent = Record<string, number>;
const sumOf = (percent: Percent) => Object.values(percent).reduce((sum, one) => sum + one, 0);
const sharesOf = (percent: Percent) =>
  Object.fromEntries(Object.entries(percent).map(([name, one]) => [name, one / 100]));

/** What a quiz aims at, in percent and in questions: for it alone, or for all that have no targets of their own. */
export function TargetsDialog(props: TargetsDialogProps) {
  const { workspace, shares, from, length, maySetAll, onSet, onClose } = props;
  const [level, setLevel] = useState(() => percentOf(COGNITIVE_LEVELS, shares.level));
  const [difficulty, setDifficulty] = useState(() => percentOf(DIFFICULTIES, shares.difficulty));
  const [forWhom, setForWhom] = useState<string>('quiz');
  const setting = useSetExerciseGoals(workspace);
  const isWhole = sumOf(level) === 100 && sumOf(difficulty) === 100;
  const done = async (run: Promise<boolean>) => {
    if (await run) onClose();
  };
  const set = () => {
    const next = { level: sharesOf(level), difficulty: sharesOf(difficulty) } as QuizShares;
    if (forWhom === 'quiz') return done(onSet(next));
    return done(
      setting.mutateAsync({ quiz_targets: next }).then(
        () => true,
        () => false,
      ),
    );
  };
  return (
    <Dialog
      title={words.targetsTitle}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          {from === 'quiz' && (
            <Button variant="quiet" className="me-auto" onPress={() => void done(onSet(null))}>
              {words.backToWorkspace}
            </Button>
          )}
          <Button variant="quiet" onPress={onClose}>
            {words.cancel}
          </Button>
          <Button variant="primary" isDisabled={!isWhole} isPending={setting.isPending} onPress={() => void set()}>
            {words.setTargets}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {setting.error && <ProblemNotice title={words.targetsNotSet} why={problemOf(setting.error).message} />}
        <PercentFields
          title={exercisesText.level}
          names={exercisesText.levels}
          percent={level}
          length={length}
          onChange={setLevel}
        />
        <PercentFields
          title={exercisesText.difficulty}
          names={exercisesText.difficulties}
          percent={difficulty}
          length={length}
          onChange={setDifficulty}
        />
        <RadioGroup
          label={words.targetsFor}
          value={forWhom}
          onChange={setForWhom}
          options={[
            { id: 'quiz', label: words.thisQuiz },
            {
              id: 'workspace',
              label: words.allQuizzes,
              description: maySetAll ? words.allQuizzesHelp : words.onlyAdmins,
              disabled: !maySetAll,
            },
          ]}
        />
      </div>
    </Dialog>
  );
}

interface PercentFieldsProps {
  title: string;
  names: Record<string, string>;
  percent: Percent;
  length: number;
  onChange: (percent: Percent) => void;
}

function PercentFields({ title, names, percent, length, onChange }: PercentFieldsProps) {
  const sum = sumOf(percent);
  const counts = Object.values(countsOf(sharesOf(percent), length));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 text-sm font-medium">
        {title} <span className="font-normal text-muted">{words.inPercent}</span>
      </legend>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {Object.entries(percent).map(([name, value]) => (
          <NumberField
            key={name}
            label={names[name] ?? name}
            value={value}
            minValue={0}
            maxValue={100}
            onChange={(next) => Number.isFinite(next) && onChange({ ...percent, [name]: Math.round(next) })}
          />
        ))}
      </div>
      <p role="status" className={sum === 100 ? 'text-sm text-muted tabular-nums' : 'text-sm text-draft tabular-nums'}>
        {sum === 100 ? words.thatIs(counts, length) : words.notWhole(sum)}
      </p>
    </fieldset>
  );
}
