/**
 * An exercise as the studio writes it: forms, generation and conversion produce these shapes and no others. What an importer brought may
 * have another shape; it is stored as it came, and `readExercise` (read-exercise.ts) makes one of these of it for showing, marking and
 * exporting. Fields not named here are kept.
 */

export const EXERCISE_TYPES = [
  'mcq',
  'multi_select',
  'true_false',
  'short_answer',
  'numeric',
  'cloze',
  'matching',
  'ordering',
  'open_response',
] as const;
export type ExerciseType = (typeof EXERCISE_TYPES)[number];

/** From remembering to using in a new place. */
export const COGNITIVE_LEVELS = ['Recall', 'Comprehension', 'Application', 'Transfer'] as const;
export type CognitiveLevel = (typeof COGNITIVE_LEVELS)[number];

export const DIFFICULTIES = ['easy', 'medium', 'hard'] as const;
export type Difficulty = (typeof DIFFICULTIES)[number];

/** Whether part of an answer earns part of the point. Without it: all or nothing. */
export const SCORINGS = ['all_or_nothing', 'partial'] as const;
export type Scoring = (typeof SCORINGS)[number];

/** What every exercise has. Texts are Markdown, with maths, code and images. */
export interface ExerciseBase {
  /** Unique in its bank. */
  id: string;
  stem: string;
  /** comprehension, transfer, ...: free text of the author. */
  exercise_category?: string;
  /** One of COGNITIVE_LEVELS, as far as it is known. */
  cognitive_level?: string;
  /** One of DIFFICULTIES, as far as it is known. */
  difficulty?: string;
  /** The text id of an objective of a concept that holds the spark, or of its trail. */
  aligned_learning_objective?: string;
  /** How much it counts in a quiz, from 0; without it, 1. */
  weight?: number;
  /** Names the passage in front of the question (passage.ts), which other exercises may share. */
  stimulus_id?: string;
}

export interface ChoiceOption {
  /** Unique in its exercise. */
  id: string;
  /** A, B, C ... in the order of the options. */
  label: string;
  text: string;
  /** What a learner who chose it is told; null for a right option. */
  rationale_wrong: string | null;
  /** What somebody who chooses it believes; shown to authors only. */
  misconception_ids?: string[];
}

export interface McqExercise extends ExerciseBase {
  exercise_type: 'mcq';
  options: ChoiceOption[];
  /** `label` repeats the label of the option. */
  answer_key: { label: string; option_id: string; rationale_right: string };
}

export interface MultiSelectExercise extends ExerciseBase {
  exercise_type: 'multi_select';
  options: ChoiceOption[];
  answer_key: { option_ids: string[]; rationale_right: string };
  scoring: Scoring;
}

export interface TrueFalseExercise extends ExerciseBase {
  exercise_type: 'true_false';
  /** null while nobody has decided, which blocks: an undecided answer is never shown as "False". */
  answer: boolean | null;
  rationale_right: string;
  rationale_wrong: string;
}

export interface WrongAnswer {
  answer: string;
  rationale: string;
  misconception_ids?: string[];
}

export interface ShortAnswerExercise extends ExerciseBase {
  exercise_type: 'short_answer';
  canonical_answer: string;
  acceptable_answers: string[];
  wrong_answers: WrongAnswer[];
  explanation_correct: string;
}

export interface Tolerance {
  /** absolute: value ± tolerance. relative: value ± value × tolerance, 0.05 being 5 %. */
  mode: 'absolute' | 'relative';
  value: number;
}

export interface NumericExercise extends ExerciseBase {
  exercise_type: 'numeric';
  value: number;
  tolerance: Tolerance;
  unit: string;
  unit_mode: 'required' | 'optional' | 'none';
  explanation_correct?: string;
}

export interface Blank {
  id: string;
  accepted: string[];
  /** The learner chooses among these in place of typing. */
  options?: string[];
  is_case_sensitive?: boolean;
}

export interface ClozeExercise extends ExerciseBase {
  exercise_type: 'cloze';
  /** Markdown with `{{blank_id}}` where something is to be filled in. */
  text: string;
  blanks: Blank[];
  scoring?: Scoring;
  explanation_correct?: string;
}

export interface MatchingExercise extends ExerciseBase {
  exercise_type: 'matching';
  pairs: { left: string; right: string }[];
  /** Right sides that belong to nothing. */
  distractors: string[];
  scoring?: Scoring;
  explanation_correct?: string;
}

export interface OrderingExercise extends ExerciseBase {
  exercise_type: 'ordering';
  /** In the right order. */
  items: { id: string; text: string }[];
  scoring?: Scoring;
  explanation_correct?: string;
}

export interface OpenResponseExercise extends ExerciseBase {
  exercise_type: 'open_response';
  rubric: { criterion: string; levels: { label: string; points: number; description: string }[] }[];
  model_answer: string;
}

export type Exercise =
  | McqExercise
  | MultiSelectExercise
  | TrueFalseExercise
  | ShortAnswerExercise
  | NumericExercise
  | ClozeExercise
  | MatchingExercise
  | OrderingExercise
  | OpenResponseExercise;

/** An exercise of one type. */
export type ExerciseOf<T extends ExerciseType> = Extract<Exercise, { exercise_type: T }>;

/** Label of the option at a place: A to Z, then AA, AB ... */
export function optionLabel(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : optionLabel(Math.floor(at / 26) - 1) + letter;
}

/** A blank in the text of a cloze: `{{id}}`, with blanks around the id. */
const BLANK = /\{\{\s*([^{}\s]+)\s*\}\}/gu;

/** The text of a cloze cut at its blanks: text and ids of blanks in turn, empty texts left out. */
export function clozeParts(text: string): ({ text: string } | { blank_id: string })[] {
  const parts: ({ text: string } | { blank_id: string })[] = [];
  let end = 0;
  for (const found of text.matchAll(BLANK)) {
    if (found.index > end) parts.push({ text: text.slice(end, found.index) });
    parts.push({ blank_id: found[1] ?? '' });
    end = found.index + found[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}
