import type { NumberWriter } from '#components/ui/number.tsx';
import type { ContentKind, CountedKind } from '#lib/base/core/content-kinds.ts';

/** Words for content of every kind, wherever it is counted or named. */
export const text = {
  kinds: {
    domain: ['domain', 'domains'],
    trail: ['trail', 'trails'],
    concept: ['concept', 'concepts'],
    spark: ['spark', 'sparks'],
    beacon: ['beacon', 'beacons'],
    concept_spark: ['place of a spark', 'places of sparks'],
    spark_beacon: ['beacon of a spark', 'beacons of sparks'],
    spark_link: ['spark link', 'spark links'],
    concept_link: ['concept link', 'concept links'],
    objective: ['objective', 'objectives'],
    package: ['lesson package', 'lesson packages'],
    asset: ['asset', 'assets'],
    persona: ['persona', 'personas'],
    course_profile: ['course profile', 'course profiles'],
    market_research: ['market research', 'market research'],
    unit_profile: ['unit profile', 'unit profiles'],
    resource: ['resource', 'resources'],
    lesson_profile: ['lesson profile', 'lesson profiles'],
  } satisfies Record<ContentKind, [one: string, many: string]>,
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
  newerTitle: 'Something newer stands in the way',
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

export const COUNTED: CountedKind[] = ['domain', 'trail', 'concept', 'spark', 'beacon', 'spark_link', 'concept_link'];

/** `3 sparks`, `1 place of a spark`. */
export function countOf(kind: ContentKind, count: number, format: (count: number) => string = String): string {
  return `${format(count)} ${text.kinds[kind][count === 1 ? 0 : 1]}`;
}
