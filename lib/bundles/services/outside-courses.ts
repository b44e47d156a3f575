import { COURSE_SYSTEM, moduleOf, modulesOf, unpack } from '../core/courses/course.ts';
import { type CourseNames, readCourse, readCourseLesson } from '../core/courses/read-course.ts';
import { fitting, isJson, type Json, type Named } from '../core/outside.ts';
import { makeId, nameAll, type ToName } from './outside-names.ts';
import type { OutsideContext, OutsideFormatReader, OutsideReading } from './outside-source.ts';

/** What says who the lessons of a course are. */
interface CourseHead {
  system: string;
  members: Json;
  lessons: Json[];
}

/** Names a course, its modules, its lessons and its voice. */
export async function nameCourse(head: CourseHead, context: OutsideContext | null, used: Set<string>[] = []) {
  const { system, members, lessons } = head;
  const find = context?.find ?? null;
  const id = typeof members.id === 'string' && members.id !== '' ? members.id : null;
  const title = typeof members.piece_slug === 'string' ? members.piece_slug : members.title;
  const external_id = id ?? makeId(`course/${title}`);
  const [course] = await nameAll('trail', system, [{ external_id, title, has_id: false }], find, used[0]);
  const metadata = isJson(members.metadata) ? unpack(members.metadata).source : {};
  const modules = modulesOf(metadata.curriculum, lessons.map(moduleOf));
  const concepts = await nameAll(
    'concept',
    system,
    modules.map(({ number, title }) => ({ external_id: `${external_id}#${number}`, title, has_id: false })),
    find,
    used[1],
  );
  const sparks = await nameAll('spark', system, lessonsToName(external_id, lessons), find, used[2]);
  const mind = members.persona_mind_id;
  const persona =
    mind === undefined || mind === null ? [] : [{ external_id: String(mind), title: `mind-${mind}`, has_id: false }];
  const [voice] = await nameAll('persona', system, persona, find, used[3]);
  const names: CourseNames = {
    system,
    course: course as Named,
    modules: modules.map((module, nth) => ({ module, named: concepts[nth] as Named })),
    persona: voice ?? null,
    lessons: lessons.length,
  };
  return { names, sparks, level: metadata.knowledge_level };
}

/**
 * A lesson is known by its number in the course; one without a number, and the second of one number, by what it is called as well, and
 * by which one of that name it is.
 */
function lessonsToName(course_id: string, lessons: readonly Json[]): ToName[] {
  const taken = new Set<string>();
  return lessons.map((lesson) => {
    const title = typeof lesson.slug === 'string' && lesson.slug !== '' ? lesson.slug : lesson.title;
    const numbered = lesson.lesson_number == null ? null : `${moduleOf(lesson)}.${lesson.lesson_number}`;
    const base = `${course_id}#${lesson.lesson_id ?? numbered ?? title}`;
    let external_id = fitting(base, makeId);
    for (let nth = 1; taken.has(external_id); nth++)
      external_id = fitting(`${base}#${title}${nth === 1 ? '' : `#${nth}`}`, makeId);
    taken.add(external_id);
    return { external_id, title, has_id: false };
  });
}

/** Course exports as JSON. */
export const courseFormat: OutsideFormatReader = async (_set, heads, context) => {
  const used = [new Set<string>(), new Set<string>(), new Set<string>(), new Set<string>()];
  const readings: OutsideReading[] = [];
  for (const { members, lists, things } of heads) {
    const lessons = (things.get('lessons') ?? []).map((one): Json => (isJson(one) ? one : {}));
    const head: CourseHead = { system: COURSE_SYSTEM, members, lessons };
    const { names, sparks, level } = await nameCourse(head, context, used);
    const slugs = new Map(names.modules.map(({ module, named }) => [module.number, named.slug]));
    readings.push({
      head: () => readCourse(members, names, lists.has('lessons') ? { empty: { lessons: [] } } : {}),
      item: (list, nth, value) => {
        if (list !== 'lessons') return { items: [], records: [], problems: [] };
        const concept_slug = slugs.get(moduleOf(lessons[nth] ?? {})) ?? '';
        return readCourseLesson(value, nth, { names, concept_slug, named: sparks[nth] as Named, level });
      },
    });
  }
  return readings;
};
