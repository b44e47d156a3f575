import type { NumberWriter } from '#components/ui/number.tsx';
import { type ContentKind, KINDS } from '#lib/base/core/content-kinds.ts';

/** Words for content of every kind. What a kind is called stands with the kind. */
export const baseText = {
  difficulty: {
    beginner: 'Beginner',
    intermediate: 'Intermediate',
    advanced: 'Advanced',
    expert: 'Expert',
  } as Record<string, string>,
  category: {
    technology: 'Technology',
    concept: 'Concept',
    application: 'Application',
    level: 'Level',
    format: 'Format',
  } as Record<string, string>,
  minutes: (mins: number, write: NumberWriter = String) => {
    if (mins < 60) return `${mins} min`;
    const rest = mins % 60;
    return `${write(Math.floor(mins / 60))} h${rest ? ` ${rest} min` : ''}`;
  },
  formerMember: 'Former member',
  system: 'Trailwright',
  newerWhy: (count: number) =>
    count === 1
      ? 'This was changed afterwards. Undoing would throw that work away.'
      : `${count === 100 ? '100 or more' : count} of the things it touched were changed afterwards. Undoing would throw that work away.`,
  newerNext: 'Undo the newer changes first, or edit the content by hand.',
  more: (count: string) => `and ${count} more`,
  tryAgain: 'Try again',
  close: 'Close',
  notLoaded: 'This could not be loaded',
} as const;

/** `3 sparks`, `1 place of a spark`. */
export function countOf(kind: ContentKind, count: number, format: (count: number) => string = String): string {
  return `${format(count)} ${KINDS[kind].label[count === 1 ? 0 : 1]}`;
}
