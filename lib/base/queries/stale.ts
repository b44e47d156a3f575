import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query';
import type { Family } from './keys.ts';

/** What every write of content shows in, whatever it changed. */
const CHANGE_SET = [
  'changed',
  'outline-sums',
  'spark-list',
  'history',
  'comparison',
  'changes',
  'overview',
  'search',
  'change-sets',
  // Lists of courses tell of trails, lessons and personas alike.
  'courses',
  'course-versions',
] as const;

/** Everything that shows content, for changes that may have touched any of it. */
const CONTENT = [
  ...CHANGE_SET,
  'outline',
  'places',
  'entity',
  'profile',
  'performance',
  'lesson',
  'spark-context',
  'exercises',
  'results',
  'rendered-exercises',
  'beacon-sparks',
  'beacon-counts',
  'graph',
  'suggestions',
  'review-marks',
  'trash-preview',
  'trash',
  'cut-points',
  'assets',
  'quality',
] as const;

/** Where the current snapshot and its neighbours show. */
const SNAPSHOTS = [
  'snapshots',
  // It says which version readers have.
  'history',
  'course-versions',
  'changes',
  'changed',
  'outline',
  'outline-sums',
  'spark-list',
  'overview',
  'search',
  'imports',
  'import',
] as const;

/**
 * What a change makes stale: the one place that says so. `makeStale` alone invalidates queries; a test of the house holds that,
 * and the type of `COMPLETE` below that no family of keys was forgotten.
 */
export const STALE = {
  /** Fields of one entity, its name among them: whoever shows something linked with it shows its name. */
  'entity.fields': [
    ...CHANGE_SET,
    'outline',
    'places',
    'entity',
    'lesson',
    'spark-context',
    'exercises',
    'results',
    'beacon-counts',
    'review-marks',
    'trash-preview',
    'cut-points',
    'assets',
    'quality',
  ],
  /** The text of a lesson and nothing else. Happens every few seconds while somebody writes. */
  'entity.text': [...CHANGE_SET, 'outline', 'entity', 'lesson', 'cut-points', 'assets', 'quality', 'comments'],
  /** What makes a unit, lesson or course of something. */
  profile: [...CHANGE_SET, 'outline', 'profile', 'quality'],
  /** What a day says of how a course did. */
  performance: [...CHANGE_SET, 'outline', 'performance'],
  'entity.created': [...CHANGE_SET, 'outline', 'places', 'exercises', 'beacon-counts', 'trash-preview'],
  /** Where something stands: its parent, its place among its siblings, the concepts of a spark. */
  hierarchy: [
    ...CHANGE_SET,
    'outline',
    'places',
    'entity',
    'profile',
    'spark-context',
    'exercises',
    'trash-preview',
    'quality',
  ],
  /** Exercises or the quiz of lessons. */
  exercises: [...CHANGE_SET, 'outline', 'exercises', 'results', 'spark-context', 'quality'],
  /** Answers of learners came or went. */
  results: ['results'],
  /** Objectives, and with one that is deleted the exercises that named it. */
  objectives: [...CHANGE_SET, 'outline', 'exercises', 'trash', 'quality'],
  /** What the workspace wants of its exercises; the exercises stay as they are. */
  'exercise.goals': ['exercises'],
  beacons: [...CHANGE_SET, 'outline', 'spark-context', 'beacon-sparks', 'beacon-counts', 'trash-preview'],
  links: [...CHANGE_SET, 'graph', 'spark-context', 'trash-preview', 'quality'],
  /** Somebody else drew or removed links, and what they lead to may be new or gone. */
  'links.elsewhere': ['outline', 'spark-context'],
  /** Several entities at once: bulk edits, merging, splitting, copies, a new spark on a link. */
  bulk: CONTENT,
  trash: CONTENT,
  'trash.purged': ['trash', 'history', 'comparison', 'change-sets', 'overview'],
  /** A change set taken back, or an older version made the newest again. What was undone may have been an import. */
  undo: [...CONTENT, 'imports', 'import'],
  /** A version got a name, or lost it. */
  'version.name': ['history'],
  'review-marks': ['review-marks', 'overview', 'outline', 'outline-sums', 'search'],
  asset: [...CHANGE_SET, 'assets'],
  'snapshot.staged': SNAPSHOTS,
  /** The pointer has moved, forwards or back. */
  'snapshot.promoted': SNAPSHOTS,
  'snapshot.pinned': ['snapshots'],
  /** A version of a course was kept or named. */
  'course.version': ['course-versions'],
  'snapshot.cleaned': ['snapshots', 'changes', 'imports', 'import'],
  /** A line in the log of imports came, went or changed, and no content. */
  'import.log': ['imports', 'import', 'overview'],
  'import.applied': [...CONTENT, 'imports', 'import', 'question-plan'],
  /** A gate was switched, or a finding waved off. */
  quality: ['quality'],
  /** A task was begun, stopped or seen. */
  task: ['tasks'],
  /** A proposal was decided, or a decision taken back: what it wrote may be of any kind. */
  review: [...CONTENT, 'review', 'jobs', 'notifications'],
  /** Somebody said something, or a thread was resolved. */
  comments: ['comments'],
  /** Notifications were read, or other ones are wanted. */
  notifications: ['notifications'],
  /** A job was started, ended, tried again or approved. */
  job: ['jobs', 'books'],
  /** Providers, routes, prices or budgets were changed. */
  models: ['models', 'books', 'rules'],
  /** What prompts are made of, or whom a workspace follows. */
  rules: ['rules', 'quality'],
  members: ['members', 'people'],
  'my-invitations': ['my-invitations'],
  workspace: ['workspace'],
  'content-keys': ['content-keys'],
} as const satisfies Record<string, readonly Family[]>;

export type Change = keyof typeof STALE;

/** What no change makes stale. */
export const NEVER_STALE = [
  // Asks again by itself, every few seconds.
  'presence',
  // A plan that is being read stays as it is; applying it looks again in any case.
  'import-plan',
  'import-lines',
  // Asked for by the digest of what is rendered.
  'rendered-texts',
  // Asked for by all that is rendered.
  'rendered-draft',
  // What a file says does not change.
  'import-questions',
  // What a job made and what it was made from never change.
  'proposal',
  'job-source',
  'call-text',
  // Figures of weeks: they are asked anew when somebody looks.
  'analytics',
  // Asked anew each time.
  'export-preview',
] as const satisfies readonly Family[];

type Forgotten = Exclude<Family, (typeof STALE)[Change][number] | (typeof NEVER_STALE)[number]>;
/** Does not compile while a family of keys is in neither list. */
export const COMPLETE: [Forgotten] extends [never] ? true : Forgotten = true;

interface Detail {
  /** Queries that say it already. They are read again only if they are being read just now: that answer may be older. */
  patched?: readonly QueryKey[];
  /** What the caller waits for. */
  until?: Family;
}

/** Lets everything that shows a change be read again: at once what is on screen, the rest once it is. */
export async function makeStale(
  queries: QueryClient,
  workspace: string,
  change: Change,
  { patched = [], until }: Detail = {},
): Promise<void> {
  const said = new Set(patched.map((key) => hashKey(key)));
  const families: readonly Family[] = STALE[change];
  const read = families.map(async (family) => {
    const done = queries.invalidateQueries({
      queryKey: [workspace, family],
      predicate: ({ queryHash, state }) => !said.has(queryHash) || state.fetchStatus === 'fetching',
    });
    if (family === until) await done;
  });
  await Promise.all(read);
}

/**
 * Changes a part of what a query holds, without a word about the rest: it stays as old, and as stale, as it was. (With
 * `setQueryData` alone an outline that waits to be read again would count as new because of one title in it.)
 */
export function patchQuery<Data>(queries: QueryClient, queryKey: QueryKey, patch: (now: Data) => Data): void {
  const query = queries.getQueryCache().find<Data>({ queryKey, exact: true });
  if (query?.state.data === undefined) return;
  const { data, dataUpdatedAt, isInvalidated } = query.state;
  queries.setQueryData<Data>(queryKey, patch(data), { updatedAt: dataUpdatedAt });
  if (isInvalidated) query.invalidate();
}
