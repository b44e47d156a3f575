import { NO_TEXT, type SourceText } from '../text/text.ts';

/** A question as Moodle has it. Moodle XML and GIFT are two ways of writing it, so both are read into this and written from it. */
export interface MoodleQuestion {
  /** multichoice, truefalse, shortanswer, numerical, match, essay, multianswer, ordering, gapselect ... */
  type: string;
  name: string;
  text: SourceText;
  general_feedback: SourceText;
  answers: MoodleAnswer[];
  /** Of multichoice: one option is chosen. */
  is_single: boolean;
  is_case_sensitive: boolean;
  /** Of match. */
  pairs: { left: SourceText; right: string }[];
  /** Of numerical. */
  units: { name: string; multiplier: number }[];
  unit_grading: 'optional' | 'required' | 'none';
  unit_penalty: number;
  /** Of ordering: what Moodle calls the way of marking. */
  grading: string;
  /** Of gapselect, ddwtos and gapfill: what is offered, with its group. */
  choices: { text: string; group: string }[];
  /** Of gapfill: the signs around a blank, and how it is filled. */
  gapfill: { delimiters: string; display: string; is_pattern: boolean };
  grader_info: SourceText;
  has_response_template: boolean;
  attachments: number;
  id_number: string;
  tags: string[];
  default_mark: number;
  hints: number;
  penalty: number;
  /** Replies to a right, partly right and wrong answer. */
  overall_feedback: string[];
  /** Parts with content that nothing here knows, by name. */
  unknown_parts: string[];
}

export interface MoodleAnswer {
  text: SourceText;
  /** 1 is fully right; may be below zero. */
  fraction: number;
  feedback: SourceText;
  tolerance: number;
}

/** A question with nothing in it but its type: whatever a format does not say is as Moodle begins. */
export function emptyQuestion(type: string): MoodleQuestion {
  return {
    type,
    name: '',
    text: NO_TEXT,
    general_feedback: NO_TEXT,
    answers: [],
    is_single: true,
    is_case_sensitive: false,
    pairs: [],
    units: [],
    unit_grading: 'none',
    unit_penalty: 0,
    grading: 'ALL_OR_NOTHING',
    choices: [],
    gapfill: { delimiters: '[]', display: 'gapfill', is_pattern: false },
    grader_info: NO_TEXT,
    has_response_template: false,
    attachments: 0,
    id_number: '',
    tags: [],
    default_mark: 1,
    hints: 0,
    penalty: 1 / 3,
    overall_feedback: [],
    unknown_parts: [],
  };
}

/** Fractions are written with five or seven digits: 33.33333 is a third. */
export const isClose = (a: number, b: number) => Math.abs(a - b) < 0.0001;
export const isFull = (fraction: number) => isClose(fraction, 1);

/** What stands in tags because Moodle has no field for it: `level:Recall`. */
export const TAG_FIELDS = [
  { prefix: 'category:', field: 'exercise_category' },
  { prefix: 'level:', field: 'cognitive_level' },
  { prefix: 'difficulty:', field: 'difficulty' },
  { prefix: 'objective:', field: 'aligned_learning_objective' },
] as const;

/** Moodle cuts tags at 50 characters, cleans them of signs of HTML and parts them at commas. */
export const isTag = (text: string) =>
  text.length <= 50 && text === text.trim() && !/[<>`,&"[\]\\\p{Cc}]| {2}/u.test(text);
