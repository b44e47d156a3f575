import { z } from 'zod';

/** What a brief says of a course, in the order of the form. */
export const BRIEF_FIELDS = [
  'title',
  'audience',
  'outcomes',
  'prior',
  'lessons',
  'minutes',
  'voice',
  'include',
  'exclude',
  'keywords',
] as const;
export type BriefField = (typeof BRIEF_FIELDS)[number];

const line = z.object({ line: z.number().int().min(1), text: z.string().max(500) });

/** The brief of a course as a person has checked it. */
export const courseBrief = z.object({
  title: z.string().trim().min(1).max(200),
  audience: z.string().trim().max(4_000).default(''),
  outcomes: z.string().trim().max(4_000).default(''),
  prior: z.string().trim().max(4_000).default(''),
  lessons: z.string().trim().max(40).default(''),
  minutes: z.string().trim().max(40).default(''),
  voice: z.string().trim().max(4_000).default(''),
  include: z.string().trim().max(4_000).default(''),
  exclude: z.string().trim().max(4_000).default(''),
  keywords: z.string().trim().max(600).default(''),
  /** The file it was read from, the line of each field, and what of it nobody understood. */
  file_name: z.string().max(255).nullable().default(null),
  lines: z.partialRecord(z.enum(BRIEF_FIELDS), z.number().int().min(1)).default({}),
  not_understood: line.array().max(500).default([]),
});
export type CourseBrief = z.output<typeof courseBrief>;

/** How long a field may be; what does not fit is told as not understood, never cut in silence. */
export const MOST_CHARACTERS: Record<BriefField, number> = {
  title: 200,
  audience: 4_000,
  outcomes: 4_000,
  prior: 4_000,
  lessons: 40,
  minutes: 40,
  voice: 4_000,
  include: 4_000,
  exclude: 4_000,
  keywords: 600,
};

/** What a person fills in to begin with. */
export const EMPTY_BRIEF: CourseBrief = {
  title: '',
  audience: '',
  outcomes: '',
  prior: '',
  lessons: '',
  minutes: '',
  voice: '',
  include: '',
  exclude: '',
  keywords: '',
  file_name: null,
  lines: {},
  not_understood: [],
};

/** The fields that nothing is said of. */
export const missingIn = (brief: CourseBrief): BriefField[] => BRIEF_FIELDS.filter((field) => brief[field] === '');

/** Lines of a field that is a list. */
export const pointsOf = (text: string): string[] =>
  text
    .split(/\n|;/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** The whole numbers that are named, the least and the most: "15-25" and "10 to 20 minutes" are two. Null where there is none, and where
 * a fraction, hours or thousands would have to be understood: a wrong number is worse than none. */
export function rangeIn(text: string): { least: number; most: number } | null {
  if (/\d[.,]\d|\d\s*(?:h\b|hour|hora|stunde|heure)/iu.test(text)) return null;
  const numbers = (text.match(/\d{1,4}/g) ?? []).map(Number).filter((one) => one > 0);
  return numbers.length === 0 ? null : { least: Math.min(...numbers), most: Math.max(...numbers) };
}

const MOST_LESSONS = 200;

/** About how many lessons are wanted; undefined where the brief does not say. */
export function lessonCount({ lessons }: CourseBrief): number | undefined {
  const range = rangeIn(lessons);
  return range ? Math.min(MOST_LESSONS, Math.round((range.least + range.most) / 2)) : undefined;
}

/** Words by which learners look for it, as many and as long as a request takes. */
export const briefKeywords = ({ keywords }: CourseBrief): string[] =>
  keywords
    .split(/[,;\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== '' && one.length <= 50)
    .slice(0, 10);

const TOLD: readonly [BriefField, string][] = [
  ['audience', 'Who it is for'],
  ['outcomes', 'What they can do afterwards'],
  ['prior', 'What they know before'],
  ['lessons', 'Lessons'],
  ['minutes', 'Minutes a lesson'],
  ['voice', 'Voice'],
  ['include', 'Must be in'],
  ['exclude', 'Must not be in'],
];

/** The brief as material for a model. What was not understood is left out: it is kept for people. */
export const briefMaterial = (brief: CourseBrief): string =>
  [
    `# ${brief.title}`,
    ...TOLD.flatMap(([field, label]) => (brief[field] === '' ? [] : [`## ${label}\n\n${brief[field]}`])),
  ].join('\n\n');
