import type { JobKind } from './job.ts';

/** Who drafts: the drafter that comes with the studio, or a model. */
export const MAKERS = ['builtin', 'model'] as const;
export type Maker = (typeof MAKERS)[number];

/** What the built-in drafter can make; all else needs a model (private.job_kinds says the same). */
export const BUILTIN_KINDS: readonly JobKind[] = [
  'trail_outline',
  'spark_draft',
  'exercise_bank',
  'quiz',
  'prerequisite_links',
  'course',
];

export const needsModel = (kind: JobKind): boolean => !BUILTIN_KINDS.includes(kind);

/** What matters most to whoever asks: it chooses the model. */
export const PRIORITIES = ['cost', 'quality', 'speed', 'balanced'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Pieces that go out beside a trail. */
export const PIECE_TYPES = ['blog', 'social', 'local'] as const;
export type PieceType = (typeof PIECE_TYPES)[number];
