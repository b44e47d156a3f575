import { z } from 'zod';
import { COGNITIVE_LEVELS, DIFFICULTIES, type Exercise, optionLabel } from '#lib/exercises/core/exercise.ts';
import { type Ask, type AskContext, anAsk, NotUsable } from './ask.ts';

export const text = z.string().trim().min(1).max(4_000);

// Two types that models make well. A wrong option carries the reason that a learner reads who chose it.
export const questionFields = z.object({
  stem: text,
  cognitive_level: z.enum(COGNITIVE_LEVELS),
  difficulty: z.enum(DIFFICULTIES),
  objective: z.string().trim().max(500).nullable(),
  options: z.object({ text, is_right: z.boolean(), reason: text }).array().max(6),
  answer: z.string().trim().max(500).nullable(),
  accepted: z.string().trim().min(1).max(500).array().max(20),
});
type Question = z.infer<typeof questionFields>;
const questionAnswer = z.object({ questions: questionFields.array().min(1).max(40) });

function exerciseOf(question: Question, at: number): Exercise {
  const base = {
    id: `draft-${at + 1}`,
    stem: question.stem,
    cognitive_level: question.cognitive_level,
    difficulty: question.difficulty,
  };
  const named = `Question ${at + 1}`;
  if (question.options.length === 0) {
    if (!question.answer) throw new NotUsable(`${named} has neither options nor an answer.`);
    return {
      ...base,
      exercise_type: 'short_answer',
      canonical_answer: question.answer,
      acceptable_answers: question.accepted,
      wrong_answers: [],
      explanation_correct: question.answer,
    };
  }
  const texts = new Set(question.options.map((option) => option.text.toLowerCase()));
  if (texts.size < question.options.length) throw new NotUsable(`${named} has the same option twice.`);
  if (question.options.length < 3) throw new NotUsable(`${named} has fewer than three options.`);
  const right = question.options.flatMap((option, nth) => (option.is_right ? [nth] : []));
  if (right.length !== 1)
    throw new NotUsable(`${named} has ${right.length} right options. Exactly one has to be right.`);
  const [key] = right as [number];
  return {
    ...base,
    exercise_type: 'mcq',
    options: question.options.map((option, nth) => ({
      id: `option-${nth + 1}`,
      label: optionLabel(nth),
      text: option.text,
      rationale_wrong: nth === key ? null : option.reason,
    })),
    answer_key: {
      label: optionLabel(key),
      option_id: `option-${key + 1}`,
      rationale_right: question.options[key]?.reason ?? '',
    },
  };
}

const shown = (partial: unknown): string => {
  const questions = (partial as { questions?: unknown } | null)?.questions;
  if (!Array.isArray(questions)) return '';
  return questions.map((one: { stem?: unknown } | null, at) => `${at + 1}. ${String(one?.stem ?? '')}`).join('\n\n');
};

/** Questions as parts of a proposal that adds them. */
export const addedParts = (questions: readonly Question[]) =>
  questions.map((question, at) => ({
    do: 'add' as const,
    exercise: { ...exerciseOf(question, at) },
    needs_distractors: false,
  }));

function proposed(kind: 'exercises' | 'quiz', questions: Question[], { title, lessons, place }: AskContext) {
  const exercises = addedParts(questions);
  const base = lessons[0];
  const at = base
    ? { place_kind: 'spark', place_id: base.id, base_version: base.version }
    : place && { place_kind: place.kind, place_id: place.id };
  return {
    summary: { exercises: exercises.length },
    proposals: [{ kind, title: base?.title ?? title, body: { kind, spark: base?.title ?? null, exercises }, ...at }],
  };
}

const tokens = { short: 3_000, medium: 6_000, long: 10_000 };

export const exerciseBank: Ask = anAsk({
  schema: questionAnswer,
  max_output_tokens: tokens,
  shown,
  made: ({ questions }, context) => proposed('exercises', questions, context),
});

/** Questions that are to be asked together, in their order. */
export const quiz: Ask = anAsk({
  schema: questionAnswer,
  max_output_tokens: tokens,
  shown,
  made: ({ questions }, context) => proposed('quiz', questions, context),
});
