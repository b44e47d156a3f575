import { isRecord } from './record-form.ts';

// The plan of a course: modules with their lessons. Courses of many makers spell it in their own ways; a change touches what it says
// and nothing beside it, so that the plan goes out as it came.

type Json = Record<string, unknown>;

export interface PlannedLesson {
  title: string;
  /** Fields beside its title and number, kept as they came. */
  others: [string, unknown][];
}

export interface PlannedModule {
  title: string;
  lessons: PlannedLesson[];
  others: [string, unknown][];
}

/** Where something stands: a module by its place, a lesson by its own in it. */
export type PlanPlace = { module: number; lesson?: number };

/** What can be done to a plan, one thing at a time. */
export type PlanEdit =
  | { do: 'title'; at: PlanPlace; title: string }
  | { do: 'remove'; at: PlanPlace }
  | { do: 'move'; at: PlanPlace; by: -1 | 1 }
  | { do: 'add_module' }
  | { do: 'add_lesson'; module: number /** Behind which lesson. */; after: number };

const TITLES = ['title', 'name', 'module_title', 'lesson_title'];
const NUMBERS = ['number', 'module_number', 'lesson_number'];

/** The modules of a curriculum, or null where it has none that a form could show. */
export function planOf(curriculum: unknown): PlannedModule[] | null {
  if (curriculum === null || curriculum === undefined) return [];
  if (!isRecord(curriculum)) return null;
  const { modules = [] } = curriculum;
  if (!Array.isArray(modules) || !modules.every(isRecord)) return null;
  const plans = modules.map(planOfModule);
  return plans.every((one) => one !== null) ? plans : null;
}

function planOfModule(module: Json): PlannedModule | null {
  const { lessons = [] } = module;
  if (!Array.isArray(lessons) || !lessons.every((one) => typeof one === 'string' || isRecord(one))) return null;
  // A title that is no text (one for each language) has no field, and nothing may be typed over it.
  if (![module, ...lessons].every((one) => typeof one === 'string' || hasPlainTitle(one))) return null;
  return {
    title: titleOf(module),
    lessons: lessons.map((one: string | Json) =>
      typeof one === 'string' ? { title: one, others: [] } : { title: titleOf(one), others: othersOf(one) },
    ),
    others: othersOf(module).filter(([key]) => key !== 'lessons'),
  };
}

const titleKey = (one: Json): string => TITLES.find((key) => typeof one[key] === 'string') ?? 'title';
const numberKey = (one: Json): string | undefined => NUMBERS.find((key) => typeof one[key] === 'number');
const hasPlainTitle = (one: Json): boolean => !['object', 'boolean'].includes(typeof (one[titleKey(one)] ?? ''));
const titleOf = (one: Json): string => String(one[titleKey(one)] ?? '');
const othersOf = (one: Json): [string, unknown][] =>
  Object.entries(one).filter(([key]) => key !== titleKey(one) && key !== numberKey(one));

/** The curriculum after an edit. */
export function editPlan(curriculum: unknown, edit: PlanEdit): Json {
  const whole: Json = isRecord(curriculum) ? curriculum : {};
  const modules = Array.isArray(whole.modules) ? (whole.modules as Json[]) : [];
  return { ...whole, modules: editModules(modules, edit) };
}

function editModules(modules: Json[], edit: PlanEdit): Json[] {
  if (edit.do === 'add_module')
    return renumbered(modules, [...modules, { ...numberLike(modules), title: '', lessons: [] }]);
  const at = edit.do === 'add_lesson' ? edit.module : edit.at.module;
  const module = modules[at];
  if (!module) return modules;
  if (edit.do !== 'add_lesson' && edit.at.lesson === undefined) return renumbered(modules, editList(modules, at, edit));
  const lessons = Array.isArray(module.lessons) ? (module.lessons as (string | Json)[]) : [];
  return modules.with(at, { ...module, lessons: renumbered(lessons, editLessons(lessons, edit)) });
}

function editLessons(lessons: (string | Json)[], edit: PlanEdit): (string | Json)[] {
  if (edit.do === 'add_lesson') {
    const isText = lessons.length > 0 && lessons.every((one) => typeof one === 'string');
    const made = isText ? '' : { ...numberLike(lessons), title: '' };
    return lessons.toSpliced(edit.after + 1, 0, made);
  }
  return edit.do === 'add_module' ? lessons : editList(lessons, edit.at.lesson ?? 0, edit);
}

function editList<One extends string | Json>(list: One[], at: number, edit: PlanEdit): One[] {
  const one = list[at];
  if (one === undefined) return list;
  if (edit.do === 'remove') return list.toSpliced(at, 1);
  if (edit.do === 'title')
    return list.with(at, (isRecord(one) ? { ...(one as Json), [titleKey(one)]: edit.title } : edit.title) as One);
  const to = edit.do === 'move' ? at + edit.by : at;
  const other = list[to];
  return other === undefined ? list : list.with(at, other).with(to, one);
}

/** Whether all bear a number and count from 1: then they go on doing so after what is added, moved or taken out. */
function renumbered<One extends string | Json>(before: readonly One[], after: One[]): One[] {
  const isCounted = before.every((one, nth) => {
    const key = isRecord(one) ? numberKey(one) : undefined;
    return key !== undefined && (one as Json)[key] === nth + 1;
  });
  if (!isCounted) return after;
  return after.map((one, nth) => {
    const key = isRecord(one) ? numberKey(one) : undefined;
    return key === undefined ? one : { ...(one as Json), [key]: nth + 1 };
  }) as One[];
}

/** A number for what is new where the others have one, under the name that theirs has. */
function numberLike(others: readonly (string | Json)[]): Json {
  const last = others.at(-1);
  const key = last === undefined || !isRecord(last) ? undefined : numberKey(last);
  return key === undefined ? {} : { [key]: others.length + 1 };
}
