import { guessLanguage } from './content-language.ts';
import type { Exercise } from './exercise.ts';
import { exerciseHints, type Hint } from './hints.ts';
import { exerciseProblems } from './package.ts';
import { partsOfStem } from './passage.ts';
import { readExercise } from './read-exercise.ts';

/** What lists, hints on banks and the assembly of quizzes have to know of an exercise, without its texts in full. */
export interface ExerciseFacts {
  id: string;
  level: string | null;
  difficulty: string | null;
  objective: string | null;
  /** What is asked. */
  stem: string;
  /** What is answered, as one text. */
  answers: string;
  /** Of one choice with a right answer among its options. */
  choice: { right: number; labels: string[]; lengths: number[] } | null;
}

export function factsOf(exercise: Exercise): ExerciseFacts {
  return {
    id: exercise.id,
    level: exercise.cognitive_level ?? null,
    difficulty: exercise.difficulty ?? null,
    objective: exercise.aligned_learning_objective ?? null,
    stem: stemOf(exercise),
    answers: answersOf(exercise),
    choice: choiceOf(exercise),
  };
}

/** The same of an exercise as it is stored, with how many hints there are on it. Null for what has none of the nine types. */
export function factsOfStored(raw: unknown): (ExerciseFacts & { hints: number; quality: number }) | null {
  const exercise = readExercise(raw);
  if (!exercise) return null;
  const written = writingHints(exercise).length;
  const advice = exerciseProblems(raw).filter(({ severity }) => severity === 'advice').length;
  const all = exerciseHints(exercise, languageOf(exercise.stem)).length;
  return { ...factsOf(exercise), hints: written + advice, quality: Math.max(0, 1 - A_HINT * all) };
}

/** Each hint makes an exercise a tenth worse, where nothing else decides. */
const A_HINT = 0.1;

// Most content is English, and a package seldom says what it is in; another script is another language.
const languageOf = (stem: string) => guessLanguage(stem) || 'en';

/** Hints on how an exercise is written; options without a reason are a rule already. */
export const writingHints = (exercise: Exercise): Hint[] =>
  exerciseHints(exercise, languageOf(exercise.stem)).filter(
    ({ code, pointer }) => code !== 'missing_reason' || !pointer.startsWith('/options/'),
  );

function choiceOf(exercise: Exercise): ExerciseFacts['choice'] {
  if (exercise.exercise_type !== 'mcq') return null;
  const { options, answer_key } = exercise;
  const right = options.findIndex(({ id }) => id === answer_key.option_id);
  if (right < 0) return null;
  return {
    right,
    labels: options.map(({ label }) => label),
    lengths: options.map(({ text }) => text.replace(/\s+/gu, ' ').length),
  };
}

/** What is asked: of a cloze its text as well, and without a passage that other questions share, which would make them all alike. */
function stemOf(exercise: Exercise): string {
  const { question } = partsOfStem(exercise);
  return exercise.exercise_type === 'cloze' ? `${question} ${exercise.text}` : question;
}

/** What is answered, as one text. */
function answersOf(exercise: Exercise): string {
  switch (exercise.exercise_type) {
    case 'mcq':
    case 'multi_select':
      return exercise.options.map(({ text }) => text).join('\n');
    case 'true_false':
    case 'open_response':
      return '';
    case 'short_answer':
      return exercise.canonical_answer;
    case 'numeric':
      return String(exercise.value);
    case 'cloze':
      return exercise.blanks.map(({ accepted }) => accepted[0] ?? '').join('\n');
    case 'matching':
      return exercise.pairs.map(({ left, right }) => `${left} ${right}`).join('\n');
    case 'ordering':
      return exercise.items.map(({ text }) => text).join('\n');
  }
}
