'use client';

import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { EntityChoice } from '#components/catalogue/entity-choice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Select } from '#components/ui/select.tsx';
import { nearlyHere, placeOf, type QuestionTally } from '#lib/bundles/core/question-plan.ts';
import type { QuestionPlan } from '#lib/bundles/data/questions.ts';
import { COGNITIVE_LEVELS, DIFFICULTIES } from '#lib/exercises/core/exercise.ts';
import { QuestionQuiz } from './question-quiz.tsx';
import { questionsText } from './text.ts';
import type { Choosing } from './use-choices.ts';

interface QuestionPlacesProps {
  workspace: string;
  plan: QuestionPlan;
  choosing: Choosing;
  tally: QuestionTally;
}

/** Beyond this one choice for all comes first: nobody fills in a hundred fields. */
const MANY = 3;

/** Where the questions go, and what the file leaves open. */
export function QuestionPlaces({ workspace, plan, choosing, tally }: QuestionPlacesProps) {
  const { choices, titles, place } = choosing;
  const categories = choosing.categories.filter(({ taken }) => taken > 0);
  const names = categories.map(({ name }) => name);
  const [first] = names.map((name) => placeOf(choices, name));
  const shared = first !== undefined && names.every((name) => placeOf(choices, name) === first) ? first : null;
  const [isOpen, setOpen] = useState(categories.length <= MANY || (first !== undefined && shared === null));
  return (
    <div className="flex flex-col gap-6">
      <section className="flex flex-col gap-3">
        <div className="flex flex-col gap-1">
          <h2 className="font-semibold">{questionsText.where}</h2>
          {categories.length > 1 && <p className="text-sm text-muted">{questionsText.whereHelp}</p>}
        </div>
        {categories.length > MANY && (
          <EntityChoice
            kind="spark"
            key={shared ?? ''}
            workspace={workspace}
            label={questionsText.placeForAll}
            placeholder={questionsText.chooseSpark}
            value={shared}
            title={shared && (titles[shared] ?? null)}
            onChange={(spark) => spark && place(names, spark)}
          />
        )}
        {isOpen ? (
          categories.map(({ name, taken }) => {
            const value = placeOf(choices, name) ?? null;
            return (
              <div key={name} className="relative">
                <EntityChoice
                  kind="spark"
                  key={value ?? ''}
                  workspace={workspace}
                  label={name === '' ? questionsText.noCategory : name}
                  placeholder={questionsText.chooseSpark}
                  value={value}
                  title={value && (titles[value] ?? null)}
                  onChange={(spark) => place([name], spark)}
                />
                <span className="absolute end-0 top-0 text-sm text-muted tabular-nums">
                  {taken.toLocaleString('en')}
                </span>
              </div>
            );
          })
        ) : (
          <Button variant="quiet" size="sm" className="self-start" onPress={() => setOpen(true)}>
            {questionsText.eachCategory(categories.length)}
          </Button>
        )}
        {tally.unplaced > 0 && (
          <p className="flex items-start gap-1.5 text-sm text-draft">
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            {questionsText.unplaced(tally.unplaced)}
          </p>
        )}
      </section>
      <QuestionQuiz workspace={workspace} plan={plan} choosing={choosing} />
      <Unsaid plan={plan} choosing={choosing} />
      <AlreadyHere plan={plan} choosing={choosing} />
      <NearlyHere plan={plan} choosing={choosing} />
    </div>
  );
}

const sumOf = (plan: QuestionPlan, name: 'no_level' | 'suggested' | 'no_difficulty') =>
  plan.groups.reduce((sum, group) => sum + group[name], 0);

const DIFFICULTY_WORDS = { easy: 'Easy', medium: 'Medium', hard: 'Hard' } as const;

function Unsaid({ plan, choosing: { choices, change } }: Pick<QuestionPlacesProps, 'plan' | 'choosing'>) {
  const noLevel = sumOf(plan, 'no_level');
  const noDifficulty = sumOf(plan, 'no_difficulty');
  if (noLevel === 0 && noDifficulty === 0) return null;
  const { suggest, none } = questionsText.levels(sumOf(plan, 'suggested'));
  return (
    <section className="flex flex-col gap-3">
      <h2 className="font-semibold">{questionsText.unsaid}</h2>
      {noLevel > 0 && (
        <Select
          label={questionsText.level}
          value={choices.level}
          onChange={(level) => change({ level: level as typeof choices.level })}
          options={[
            { id: 'suggest', label: suggest },
            ...COGNITIVE_LEVELS.map((level) => ({ id: level, label: questionsText.forAll(level) })),
            { id: 'none', label: none },
          ]}
        />
      )}
      {noDifficulty > 0 && (
        <Select
          label={questionsText.difficulty}
          value={choices.difficulty}
          onChange={(difficulty) => change({ difficulty: difficulty as typeof choices.difficulty })}
          options={[
            ...DIFFICULTIES.map((one) => ({ id: one, label: questionsText.forAll(DIFFICULTY_WORDS[one]) })),
            { id: 'none', label: questionsText.leaveOpen },
          ]}
        />
      )}
    </section>
  );
}

function AlreadyHere({ plan, choosing: { choices, change } }: Pick<QuestionPlacesProps, 'plan' | 'choosing'>) {
  const total = plan.groups.reduce((sum, { is_here, total }) => sum + (is_here ? total : 0), 0);
  if (total === 0) return null;
  const [first, second, ...more] = plan.here.map(({ title }) => `“${title}”`);
  const titles = [first, second, more.length > 0 ? questionsText.moreSparks(more.length) : undefined]
    .filter(Boolean)
    .join(', ');
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold">{questionsText.already}</h2>
      <p dir="auto" className="text-sm">
        {questionsText.alreadyWhy(total, titles)}
      </p>
      <Checkbox isSelected={choices.takes_same} onChange={(takes_same) => change({ takes_same })}>
        {questionsText.takeSame}
      </Checkbox>
    </section>
  );
}

function NearlyHere({ plan, choosing: { choices, change } }: Pick<QuestionPlacesProps, 'plan' | 'choosing'>) {
  const total = nearlyHere(plan.groups);
  if (plan.report.is_compared === false) {
    return (
      <section className="flex flex-col gap-2">
        <h2 className="font-semibold">{questionsText.nearly}</h2>
        <p className="text-sm">{questionsText.notCompared}</p>
      </section>
    );
  }
  if (total === 0) return null;
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold">{questionsText.nearly}</h2>
      <p className="text-sm">{questionsText.nearlyWhy(total)}</p>
      <Checkbox isSelected={choices.leaves_alike} onChange={(leaves_alike) => change({ leaves_alike })}>
        {questionsText.leaveNearly}
      </Checkbox>
    </section>
  );
}
