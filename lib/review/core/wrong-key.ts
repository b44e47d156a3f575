import { z } from 'zod';

const choice = z.looseObject({
  exercise_type: z.literal('mcq'),
  stem: z.string(),
  options: z.looseObject({ id: z.string(), label: z.string(), text: z.string() }).array().min(2),
  answer_key: z.looseObject({ label: z.string(), option_id: z.string() }),
});
const statement = z.looseObject({ exercise_type: z.literal('true_false'), stem: z.string(), answer: z.boolean() });

export interface WrongKey {
  /** The exercise with another answer for the right one; all else is as it was. */
  exercise: Record<string, unknown>;
  stem: string;
  was_right: string;
  is_wrong: string;
}

/** An exercise with another key, as `seed` chooses; null where it is of a kind that has no single one. */
export function wrongKey(exercise: unknown, seed: number): WrongKey | null {
  const asked = choice.safeParse(exercise);
  if (asked.success) {
    const { options, answer_key, stem } = asked.data;
    const right = options.find(({ id }) => id === answer_key.option_id);
    const others = options.filter(({ id }) => id !== answer_key.option_id);
    const wrong = others[seed % others.length];
    if (!right || !wrong) return null;
    const key = { ...answer_key, label: wrong.label, option_id: wrong.id };
    return { exercise: { ...asked.data, answer_key: key }, stem, was_right: right.text, is_wrong: wrong.text };
  }
  const said = statement.safeParse(exercise);
  if (!said.success) return null;
  const { answer, stem } = said.data;
  return {
    exercise: { ...said.data, answer: !answer },
    stem,
    was_right: answer ? 'True' : 'False',
    is_wrong: answer ? 'False' : 'True',
  };
}
