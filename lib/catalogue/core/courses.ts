import { COURSE_TYPES, DIFFICULTIES, STAGES, VALIDATION_STATUSES } from '#lib/base/core/content-kinds.ts';

// The list of courses: how it is filtered, sorted and grouped.

/** Stands for "does not say it" where a filter takes a value. */
export const NOT_SAID = 'none';

export const COURSE_SORTS = ['title', 'persona', 'lessons', 'hours', 'fidelity', 'quality', 'failed'] as const;
export type CourseSort = (typeof COURSE_SORTS)[number];

export const COURSE_GROUPS = ['persona', 'type', 'framework'] as const;
export type CourseGroup = (typeof COURSE_GROUPS)[number];

/** Rows of a page of the list, and of the many that a download is put together from. */
export const COURSES_A_PAGE = 100;
export const COURSES_A_DOWNLOAD = 1000;

/** What a course can be asked for, beside a word. */
export const COURSE_FILTERS = [
  'persona',
  'type',
  'framework',
  'level',
  'status',
  'fidelity',
  'quality',
  'validation',
] as const;
export type CourseFilterName = (typeof COURSE_FILTERS)[number];

export interface CourseFilter {
  q?: string;
  /** An id, or `none`. */
  persona?: string;
  type?: string;
  framework?: string;
  level?: string;
  status?: string;
  /** Above this share. */
  fidelity?: number;
  /** At least this share: the mean of the GPS and didactic scores of its lessons. */
  quality?: number;
  validation?: string;
}

/** Shares that a filter offers, in hundredths. */
export const SHARES = [50, 60, 70, 80, 90, 95] as const;

const KNOWN: Partial<Record<CourseFilterName, readonly string[]>> = {
  type: [...COURSE_TYPES, NOT_SAID],
  level: [...DIFFICULTIES, NOT_SAID],
  status: STAGES,
  validation: VALIDATION_STATUSES,
};
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The filter that an address asks for; what it cannot mean is left out. */
export function filterOf(asked: { get: (name: string) => string | null }): CourseFilter {
  const filter: CourseFilter = {};
  const q = asked.get('q')?.trim();
  if (q) filter.q = q;
  for (const name of COURSE_FILTERS) {
    const value = asked.get(name);
    if (value === null || value === '') continue;
    if (name === 'fidelity' || name === 'quality') {
      const share = Number(value);
      if (share >= 0 && share <= 100) filter[name] = share / 100;
    } else if (name === 'persona' ? UUID.test(value) || value === NOT_SAID : (KNOWN[name]?.includes(value) ?? true)) {
      filter[name] = value;
    }
  }
  return filter;
}

/** How a course does against its fellows: where in five equal parts from 0 to 1 most stand. */
export const FIFTHS = ['0–.2', '.2–.4', '.4–.6', '.6–.8', '.8–1'] as const;

/** What a validator objects to, in whatever way it wrote it: texts, or objects with an `issue` and a `severity`. */
export function issuesOf(value: unknown): { text: string; severity: string | null }[] {
  if (value === null || value === undefined) return [];
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.map((one) => {
    if (typeof one === 'string') return { text: one, severity: null };
    const { issue, message, severity } = (one ?? {}) as Record<string, unknown>;
    const text = [issue, message].find((said) => typeof said === 'string') ?? JSON.stringify(one);
    return { text: String(text), severity: typeof severity === 'string' ? severity : null };
  });
}

/** How true courses are to a voice on the whole; null where none was measured. */
export function meanFidelity(courses: readonly { voice_fidelity: number | null }[]): number | null {
  const measured = courses.flatMap(({ voice_fidelity }) => voice_fidelity ?? []);
  return measured.length === 0 ? null : measured.reduce((sum, one) => sum + one, 0) / measured.length;
}
