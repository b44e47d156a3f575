import type { RunStatus } from '../job.ts';
import { lessonsOf, type Outline, type OutlineLesson } from '../outline.ts';
import { A_BATCH } from '../plan.ts';

/** The five steps of a course as people see them. */
export const COURSE_STEPS = ['brief', 'research', 'curriculum', 'lessons', 'validation'] as const;
export type CourseStep = (typeof COURSE_STEPS)[number];

/** What of a job the flow is seen from. */
export interface SeenCourse {
  status: RunStatus;
  held: 'approval' | 'budget' | 'pause' | null;
  params: Record<string, unknown>;
  steps: readonly SeenStep[];
  made: readonly SeenProposal[];
  curriculum: { outline: Outline } | null;
}
interface SeenStep {
  id: string;
  kind: string;
  step_name: string;
  status: RunStatus;
  params: Record<string, unknown> | null;
  cost_micros: number;
  problem: { message: string } | null;
}
interface SeenProposal {
  id: string;
  step_run_id: string;
  kind: string;
  title: string;
  status: string;
  words: number | null;
}

/** Asked of a model; otherwise cut from sources by the built-in drafter, without research. */
export const isOfModel = ({ params }: Pick<SeenCourse, 'params'>): boolean => params.maker === 'model';

const isDone = ({ status }: SeenStep): boolean => status === 'completed';

/** The step that a course is in. */
export function stepOf(course: SeenCourse): CourseStep {
  if (course.status === 'completed') return 'validation';
  const approval = course.steps.find(({ kind }) => kind === 'approval');
  if (approval && isDone(approval)) return 'lessons';
  if (!isOfModel(course)) return 'curriculum';
  const research = researchOf(course);
  return research.length > 0 && research.every(isDone) ? 'curriculum' : 'research';
}

/** The steps that write a report each. */
export const researchOf = <S extends SeenStep>({ steps }: { steps: readonly S[] }): S[] =>
  steps.filter(({ params }) => typeof params?.report === 'string');

/** Whether a step is over, is where the course stands, or is still to come; research is skipped without a model. */
export function standingOf(course: SeenCourse, step: CourseStep): 'done' | 'here' | 'later' | 'skipped' {
  const now = COURSE_STEPS.indexOf(stepOf(course));
  const at = COURSE_STEPS.indexOf(step);
  if (step === 'research' && !isOfModel(course)) return 'skipped';
  return at < now ? 'done' : at === now ? 'here' : 'later';
}

export const LESSON_STATES = ['waiting', 'writing', 'proposal', 'not_valid', 'failed', 'cancelled'] as const;
export type LessonState = (typeof LESSON_STATES)[number];

/** A lesson of a course with all that was written for it, the first version first. */
export interface CourseLesson {
  /** Its number in the course, from 0. */
  nth: number;
  lesson: OutlineLesson;
  state: LessonState;
  versions: SeenProposal[];
  /** Why the last attempt came to nothing. */
  problem: string | null;
  cost_micros: number;
  /** A model wrote it, or tried to; what is cut from sources would be cut the same again. */
  can_regenerate: boolean;
}

/** The lessons of a course in their order, as far as they are written. */
export function courseLessons(course: SeenCourse): CourseLesson[] {
  if (!course.curriculum) return [];
  const sparks = course.made.filter(({ kind }) => kind === 'spark');
  const drafted = course.steps.find(({ kind }) => kind === 'draft');
  return lessonsOf(course.curriculum.outline).map((lesson, nth) => {
    if (!isOfModel(course)) {
      const spark = sparks[nth];
      const state = spark ? ('proposal' as const) : stateOf(drafted, false);
      const problem = state === 'failed' ? (drafted?.problem?.message ?? null) : null;
      return { nth, lesson, state, versions: spark ? [spark] : [], problem, cost_micros: 0, can_regenerate: false };
    }
    const attempts = course.steps.filter(({ kind, params }) => kind === 'ask' && params?.lesson === nth);
    const ids = new Set(attempts.map(({ id }) => id));
    const versions = sparks.filter(({ step_run_id }) => ids.has(step_run_id));
    const last = attempts.at(-1);
    const isWritten = versions.some(({ step_run_id }) => step_run_id === last?.id);
    const state = stateOf(last, isWritten);
    return {
      nth,
      lesson,
      state,
      versions,
      problem: state === 'not_valid' || state === 'failed' ? (last?.problem?.message ?? null) : null,
      cost_micros: attempts.reduce((sum, one) => sum + one.cost_micros, 0),
      can_regenerate: ['proposal', 'not_valid', 'failed'].includes(state),
    };
  });
}

function stateOf(step: SeenStep | undefined, isWritten: boolean): LessonState {
  switch (step?.status) {
    case 'in_progress':
      return 'writing';
    case 'completed':
      return isWritten ? 'proposal' : 'not_valid';
    case 'failed':
    case 'cancelled':
      return step.status;
    default:
      return 'waiting';
  }
}

/** A batch of lessons: from and to as numbers of lessons, from 1. */
export interface Batch {
  from: number;
  to: number;
  lessons: CourseLesson[];
  is_written: boolean;
}

/** Lessons in the batches in which they are written. The built-in drafter writes all of them at once. */
export function batchesOf(course: SeenCourse): Batch[] {
  const lessons = courseLessons(course);
  const size = isOfModel(course) ? A_BATCH : Math.max(1, lessons.length);
  return Array.from({ length: Math.ceil(lessons.length / size) }, (_, at) => {
    const some = lessons.slice(at * size, (at + 1) * size);
    const is_written = some.every(({ state }) => state === 'proposal' || state === 'not_valid');
    return { from: at * size + 1, to: at * size + some.length, lessons: some, is_written };
  });
}
