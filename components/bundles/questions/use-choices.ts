import { useCallback, useMemo, useState } from 'react';
import { z } from 'zod';
import { categoriesOf, firstTest, type QuestionChoices, questionChoices } from '#lib/bundles/core/question-plan.ts';
import type { QuestionPlan } from '#lib/bundles/data/questions.ts';

/** A spark that takes questions. */
export interface ChosenSpark {
  id: string;
  title: string;
}

const decided = z.object({ choices: questionChoices, titles: z.record(z.string(), z.string()) });
type Decided = z.infer<typeof decided>;

const keyOf = (import_id: string) => `questions:${import_id}`;

function kept(import_id: string): Decided | null {
  try {
    return decided.safeParse(JSON.parse(sessionStorage.getItem(keyOf(import_id)) ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}

/** What is decided about a plan before anybody has decided anything. `spark`: for somebody who comes from its bank. */
function begun({ groups, report }: QuestionPlan, spark: ChosenSpark | null): Decided {
  return {
    choices: {
      places: spark ? Object.fromEntries(categoriesOf(groups).map(({ name }) => [name, spark.id])) : {},
      acts: {},
      level: groups.some(({ suggested }) => suggested > 0) ? 'suggest' : 'none',
      difficulty: 'none',
      takes_same: false,
      leaves_alike: false,
      quiz: 'where_none',
      quiz_test: firstTest(report),
    },
    titles: spark ? { [spark.id]: spark.title } : {},
  };
}

/** What is decided about a plan of questions. It outlives a reload of this tab; nobody else needs it before the import is applied. */
export function useChoices(import_id: string, plan: QuestionPlan, spark: ChosenSpark | null) {
  const categories = useMemo(() => categoriesOf(plan.groups), [plan.groups]);
  const [{ choices, titles }, setDecided] = useState<Decided>(() => kept(import_id) ?? begun(plan, spark));
  const write = useCallback(
    (next: (before: Decided) => Decided) =>
      setDecided((before) => {
        const after = next(before);
        try {
          sessionStorage.setItem(keyOf(import_id), JSON.stringify(after));
        } catch {
          // A browser that keeps nothing still imports.
        }
        return after;
      }),
    [import_id],
  );
  const change = useCallback(
    (patch: Partial<QuestionChoices>) => write((one) => ({ ...one, choices: { ...one.choices, ...patch } })),
    [write],
  );
  /** Sends categories to a spark, or to none. */
  const place = useCallback(
    (names: readonly string[], chosen: ChosenSpark | null) =>
      write((one) => {
        const places = { ...one.choices.places };
        for (const name of names) {
          if (chosen) places[name] = chosen.id;
          else delete places[name];
        }
        const known = chosen ? { ...one.titles, [chosen.id]: chosen.title } : one.titles;
        // That a quiz is replaced was said of the spark before.
        const quiz = one.choices.quiz === 'replace' ? 'where_none' : one.choices.quiz;
        return { choices: { ...one.choices, places, quiz }, titles: known };
      }),
    [write],
  );
  return { choices, titles, categories, change, place };
}

export type Choosing = ReturnType<typeof useChoices>;
