/** What a finding may be about. A code is written into the database, so it never changes its meaning. */
export const FINDING_CODES = [
  'no_goal',
  'no_position',
  'no_steps',
  'no_example',
  'no_summary',
  'long_paragraph',
  'undefined_term',
  'many_terms',
  'exercise_before_instruction',
  'few_questions',
  'bloom_drop',
  'time_over',
  'time_under',
  'hard_to_read',
  'voice_off',
  'keyword_missing',
  'keyword_density',
  'description_length',
  'term_before_taught',
  'broken_link',
  'broken_image',
  'image_undescribed',
  'level_skipped',
  'empty_heading',
  'fence_without_language',
  'objective_without_exercise',
  'one_difficulty',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

/** `blocks`: a gate of the workspace asks for it. `opinion`: what figures or a model think, which never holds anything back. */
export const SEVERITIES = ['blocks', 'consider', 'opinion'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A stretch of `content_md` in UTF-16 units, or an exercise; null for what is about the lesson as a whole. */
export type FindingPlace = { from: number; to: number } | { exercise_id: string } | null;

export interface TextEdit {
  from: number;
  to: number;
  text: string;
}

/** What would settle a finding. */
export interface Fix {
  label: string;
  edits: TextEdit[];
  /** Nobody has to choose anything: it may be applied to many lessons at once. */
  needs_no_decision: boolean;
}

export interface Finding {
  code: FindingCode;
  severity: Severity;
  place: FindingPlace;
  /** What it is about, as it stands in the text or in figures: part of what tells two findings of a code apart. */
  subject: string;
  /** The subject in words, where it is a key. */
  says?: string;
  reason: string;
  fix?: Fix;
}

/** What figures say of somebody's style can be no gate, nor can what needs more than one lesson to be seen. */
const NEVER_GATES: readonly FindingCode[] = ['hard_to_read', 'voice_off', 'bloom_drop', 'few_questions'];

/** The codes a workspace may choose as gates; a constraint of the database holds the same list. */
export const GATE_CODES: readonly FindingCode[] = FINDING_CODES.filter((code) => !NEVER_GATES.includes(code));

/** Findings whose fix needs nobody to decide anything; a function of the database holds the same list. */
export const FIXABLE_CODES: readonly FindingCode[] = ['level_skipped', 'empty_heading', 'fence_without_language'];

/** The name of a finding among those of its lesson: it stays while the text around it is written. */
export const findingKey = ({ code, subject }: Pick<Finding, 'code' | 'subject'>): string =>
  `${code}:${subject.slice(0, 180)}`;

/** The text after edits that do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let edited = text;
  for (const { from, to, text: put } of edits.toSorted((a, b) => b.from - a.from))
    edited = edited.slice(0, from) + put + edited.slice(to);
  return edited;
}
