import { createHash } from 'node:crypto';
import type { Exercise } from '../exercise.ts';
import { readQuestionPackage, readQuestions } from './read-questions.ts';
import type { QuestionFile, QuestionFormat, Refusal } from './report.ts';
import type { WrittenQuestions } from './write-questions.ts';

export const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
export const bytesOf = (text: string) => new TextEncoder().encode(text);

/** The file that a text is, or a failure of the test. */
export function fileOf(text: string | Uint8Array, name = '', format?: QuestionFormat): QuestionFile {
  const bytes = typeof text === 'string' ? bytesOf(text) : text;
  const result = readQuestions(bytes, { name, digest, ...(format ? { format } : {}) });
  if (!result.ok) throw new Error(result.refusal.sentence);
  return result.file;
}

/** What was written, read again: a file, or a package of files. */
export function fileWritten({ text, entries }: WrittenQuestions, format?: QuestionFormat): QuestionFile {
  if (!entries) return fileOf(text, '', format);
  const result = readQuestionPackage(entries, digest);
  if (!result.ok) throw new Error(result.refusal.sentence);
  return result.file;
}

/** Why a file is refused; a failure of the test where it is read. */
export function refusalOf(text: string | Uint8Array, name = ''): Refusal {
  const result = readQuestions(typeof text === 'string' ? bytesOf(text) : text, { name, digest });
  if (result.ok) throw new Error(`It was read as ${result.file.format}.`);
  return result.refusal;
}

/** What became of each question: its type, or null, and the codes of its losses. */
export const outcomeOf = ({ questions }: QuestionFile) =>
  questions.map(({ exercise, losses }) => [exercise?.exercise_type ?? null, ...losses.map(({ code }) => code)]);

const base = { id: 'q1', stem: 'Which of these stores water?', difficulty: 'easy', cognitive_level: 'Recall' };
const options = [
  { id: 'opt_a', label: 'A', text: 'Clay', rationale_wrong: null },
  { id: 'opt_b', label: 'B', text: 'A **stone**', rationale_wrong: 'Water runs off it.' },
];

/** One exercise of each type that every format which has its type keeps whole. */
export const PLAIN: Exercise[] = [
  {
    ...base,
    exercise_type: 'mcq',
    options,
    answer_key: { label: 'A', option_id: 'opt_a', rationale_right: 'It swells.' },
  },
  {
    ...base,
    id: 'q2',
    exercise_type: 'multi_select',
    options: [...options, { id: 'opt_c', label: 'C', text: 'Moss', rationale_wrong: null }],
    answer_key: { option_ids: ['opt_a', 'opt_c'], rationale_right: 'Both swell.' },
    scoring: 'partial',
  },
  {
    ...base,
    id: 'q3',
    exercise_type: 'true_false',
    answer: false,
    rationale_right: 'It runs off.',
    rationale_wrong: 'Look at the `stone` again.',
  },
  {
    ...base,
    id: 'q4',
    exercise_type: 'short_answer',
    canonical_answer: 'clay',
    acceptable_answers: ['loam = clay'],
    wrong_answers: [{ answer: 'sand*', rationale: 'It drains.' }],
    explanation_correct: 'With $a^2$ of it.',
  },
  {
    ...base,
    id: 'q5',
    exercise_type: 'numeric',
    value: -2.5,
    tolerance: { mode: 'absolute', value: 0.1 },
    unit: '',
    unit_mode: 'none',
  },
  {
    ...base,
    id: 'q6',
    exercise_type: 'matching',
    pairs: [
      { left: 'Clay', right: 'holds' },
      { left: 'Sand', right: 'drains' },
    ],
    distractors: ['flies'],
    scoring: 'partial',
  },
  { ...base, id: 'q7', exercise_type: 'open_response', rubric: [], model_answer: 'It swells.\n\nThen it stops.' },
  {
    ...base,
    id: 'q8',
    exercise_type: 'ordering',
    items: [
      { id: '1', text: 'Dig' },
      { id: '2', text: 'Water' },
    ],
    scoring: 'all_or_nothing',
  },
  {
    ...base,
    id: 'q9',
    exercise_type: 'cloze',
    text: 'Clay {{1}} water, sand {{2}} it.',
    blanks: [
      { id: '1', accepted: ['holds', 'keeps ~ 1'] },
      { id: '2', accepted: ['drains'], options: ['drains', 'drinks "it"'] },
    ],
    scoring: 'partial',
  },
];
