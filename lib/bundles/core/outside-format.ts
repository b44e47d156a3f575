import type { NamedKind } from '#lib/base/core/content-kinds.ts';

/** Formats of other systems, and the kind of which each writes a file. */
export const OUTSIDE_FORMATS = {
  unit: 'concept',
  course: 'trail',
  'course-folder': 'trail',
} as const satisfies Record<string, NamedKind>;

export type WrittenFormat = keyof typeof OUTSIDE_FORMATS;
export const WRITTEN_FORMATS = Object.keys(OUTSIDE_FORMATS) as WrittenFormat[];
