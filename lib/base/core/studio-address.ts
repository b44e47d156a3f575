import type { NamedKind } from './content-kinds.ts';

// Where everything in the studio is found: the one place that writes addresses of its pages. What a page makes of its own
// parameters (filters, panels) it reads and writes itself, behind these.

type Asked = Readonly<Record<string, string | null | undefined>>;

interface SparkAsked extends Asked {
  edit?: '1';
  tab?: 'exercises' | 'history';
  /** Beside the bank, of exercises: the results of learners. */
  view?: 'results';
  find?: string;
  /** A thread of comments by its id. */
  thread?: string | null;
  /** An exercise by its id, or `new`: with the objective and level that it is for. */
  exercise?: string;
  objective?: string | null;
  level?: string | null;
}

/** An address with what is asked there; what is null or missing is left out. */
function asking(path: string, asked: Asked): string {
  const given = Object.entries(asked).filter((one): one is [string, string] => typeof one[1] === 'string');
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}

/** Pages that belong to no workspace. */
export const STUDIO = {
  front: '/',
  account: '/account',
  /** What this studio answers to programs. */
  reference: '/doc',
  /** The player of exercises, for pages elsewhere (docs/player.md). */
  player: '/player/trailwright-exercises.js',
  newWorkspace: '/new-workspace',
  invitations: '/invitations',
  invitation: (link: string) => `/invitation/${encodeURIComponent(link)}`,
  /** Of a person who has just joined a workspace and may say who they are. */
  welcome: (workspace: string) => asking('/account', { welcome: workspace }),
  signIn: (asked: { next?: string; hasEnded?: boolean; isUsed?: boolean } = {}) =>
    asking('/sign-in', { ended: asked.hasEnded ? '' : null, used: asked.isUsed ? '' : null, next: asked.next }),
} as const;

/** The places of a workspace, by its slug. */
export function inWorkspace(workspace: string) {
  const home = `/w/${encodeURIComponent(workspace)}`;
  const outlined = (kind: NamedKind, slug: string, place?: string) =>
    asking(`${home}/outline/${kind}/${slug}`, { in: place });
  const spark = (slug: string, asked: SparkAsked = {}) => asking(`${home}/sparks/${slug}`, asked);
  const played = (slug: string, what: { from: 'quiz' | 'bank'; at?: number }) =>
    asking(`${home}/sparks/${slug}/preview`, { from: what.from, at: what.at === undefined ? null : String(what.at) });
  return {
    home,
    outline: `${home}/outline`,
    /** The lessons that somebody marked to be looked at again. */
    markedAgain: asking(`${home}/outline`, { quality: 'again' }),
    /** An entity beside the tree, in its inspector; of a spark with several places, in which concept. */
    outlined,
    /** A spark on its workbench. */
    spark,
    /** The exercises of a spark as learners see them: its quiz, its bank, or of the bank the one at a place. */
    played,
    /** Where an entity is looked at and edited: a spark on its workbench, everything else in the outline. */
    entity: (kind: NamedKind, slug: string) => (kind === 'spark' ? spark(slug) : outlined(kind, slug)),
    /** What became of an entity over time. */
    history: (kind: NamedKind, slug: string) =>
      kind === 'spark'
        ? spark(slug, { tab: 'history' })
        : asking(`${home}/outline/${kind}/${slug}`, { view: 'history' }),
    sparks: `${home}/sparks`,
    graph: `${home}/graph`,
    exercises: `${home}/exercises`,
    blockingExercises: asking(`${home}/exercises`, { blocks: '1' }),
    /** The exercises of all sparks that a filter leaves. */
    exercisesWhere: (filter: Asked) => asking(`${home}/exercises`, filter),
    /** The coverage of a concept or trail, or of the workspace. */
    coverage: (of: { concept?: string; trail?: string } = {}) => asking(`${home}/exercises/coverage`, of),
    /** What learners answered to the exercises of all sparks. */
    results: `${home}/exercises/results`,
    /** Exercises that ask nearly the same, of all sparks or of one, by its id. */
    nearDuplicates: (spark?: string) => asking(`${home}/exercises/near-duplicates`, { spark }),
    /** The graph around one spark, on its canvas. */
    nearby: (slug: string) => asking(`${home}/graph`, { view: 'canvas', focus: slug, at: slug }),
    /** A card of the map on the canvas: a trail alone, a concept among concepts, a spark among sparks. */
    onCanvas: (level: 'all' | 'trail' | 'concept', slug: string) =>
      asking(`${home}/graph`, {
        view: 'canvas',
        level: level === 'trail' ? 'concept' : null,
        ...(level === 'all' ? { trail: slug } : { at: slug }),
      }),
    /** All sparks as a list, with what comes before and after each. */
    graphList: asking(`${home}/graph`, { view: 'list' }),
    /** The map of the course, at a place of it: `trail` or `trail/concept`. */
    mapped: (place: string | null) => asking(`${home}/graph`, { at: place }),
    /** The courses that a filter leaves. */
    courses: (filter: Asked = {}) => asking(`${home}/courses`, filter),
    /** The personas that courses are written as, one of them opened by its id. */
    personas: (asked: { persona?: string } = {}) => asking(`${home}/courses/personas`, asked),
    courseFigures: (by?: string) => asking(`${home}/courses/figures`, { by }),
    failedLessons: `${home}/courses/failed`,
    /** A trail as a course: its facts, or another part of it. */
    course: (slug: string, view: 'profile' | 'research' | 'performance' | 'versions' = 'profile') =>
      asking(`${home}/outline/trail/${slug}`, { view }),
    /** Two versions of a course beside each other; without the newer one, what is there now. */
    courseVersions: (slug: string, { before, after }: { before: number; after: number | null }) =>
      asking(`${home}/courses/${slug}/versions`, { a: String(before), b: after === null ? null : String(after) }),
    jobs: `${home}/jobs`,
    /** The jobs that make a course each. */
    courseJobs: `${home}/jobs/courses`,
    /** Starting a job: for a place with its title, or for several of a kind by their ids; `from`: where that was chosen. */
    newJob: (
      asked: {
        at?: string;
        id?: string;
        title?: string;
        ids?: string;
        kind?: string;
        topic?: string;
        from?: string;
        /** Exercises of a lesson that are to be made better: `all`, or one by its id. */
        improves?: string;
      } = {},
    ) => asking(`${home}/jobs/new`, asked),
    /** Beginning a course, with the brief of another one where it names one. */
    newCourse: (of?: string) => asking(`${home}/jobs/new`, { kind: 'course', of }),
    /** A job, or one proposal of it. */
    job: (id: string, proposal?: string) => asking(`${home}/jobs/${id}`, { proposal }),
    /** Proposals that wait for a decision, or others; one of them opened. */
    secondOpinions: `${home}/review/second`,
    review: (asked: { id?: string; show?: string; thread?: string | null } = {}) => asking(`${home}/review`, asked),
    /** Figures of drafting, deciding and the courses, or those of one part. */
    analytics: (asked: { tab?: string; trail?: string } = {}) => asking(`${home}/analytics`, asked),
    assets: `${home}/assets`,
    search: (query?: string) => asking(`${home}/search`, { q: query }),
    changes: `${home}/changes`,
    /** One change set alone, opened. */
    changeSet: (id: string) => asking(`${home}/changes`, { one: id, open: id }),
    trash: `${home}/trash`,
    snapshots: `${home}/snapshots`,
    newSnapshot: `${home}/snapshots/new`,
    /** Staging some sparks alone. */
    stageSome: (ids: readonly string[]) => asking(`${home}/snapshots/new`, { what: 'selection', ids: ids.join(',') }),
    snapshot: (id: string) => `${home}/snapshots/${id}`,
    /** Two states beside each other: snapshots by their ids, or the working content. */
    compare: (before?: string, after?: string) => asking(`${home}/snapshots/compare`, { a: before, b: after }),
    imports: `${home}/imports`,
    newImport: `${home}/imports/new`,
    /** Importing questions into the bank of a spark. */
    importInto: (spark_slug: string) => asking(`${home}/imports/new`, { spark: spark_slug }),
    import: (id: string, asked: { spark?: string } = {}) => asking(`${home}/imports/${id}`, asked),
    /** What one is told of, and what not. */
    notificationSettings: `${home}/settings/notifications`,
    members: `${home}/settings/members`,
    settings: `${home}/settings/workspace`,
    /** Everything about what prompts are made of and who is asked. */
    rules: `${home}/settings/rules`,
    /** What prompts are made of: a template by its content type, a strategy by its name, sentences, personas. */
    templates: (type?: string) => asking(`${home}/settings/rules/templates`, { type }),
    strategies: (name?: string) => asking(`${home}/settings/rules/strategies`, { name }),
    seoRules: `${home}/settings/rules/seo`,
    preferences: `${home}/settings/rules/preferences`,
    voices: (persona?: string) => asking(`${home}/settings/rules/personas`, { persona }),
    /** Which findings hold back a snapshot. */
    gates: `${home}/settings/rules/gates`,
    /** Where models are reached, and what they cost. */
    providers: `${home}/settings/rules/providers`,
    books: `${home}/jobs/books`,
    /** What the browser asks by address (docs/decisions/051-reads-are-requests.md). */
    read: (name: string) => `${home}/api/${name}`,
  } as const;
}
