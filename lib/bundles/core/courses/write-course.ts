import type { BundleItem } from '../item.ts';
import { formOf, isJson, type Json, sourceOf } from '../outside.ts';
import { writeObjective } from '../units/write-unit.ts';
import { METADATA_FIELDS, moduleOf, pack, wordsOf } from './course.ts';
import { writePerformance } from './performance.ts';

/** All that a course is made of. */
export interface CourseContent {
  trail: BundleItem;
  profile: BundleItem | null;
  persona: BundleItem | null;
  objectives: BundleItem[];
  research: BundleItem | null;
  /** A record a day, in the order in which they came. */
  performance: BundleItem[];
  /** In order, each with its lessons in order. */
  modules: CourseModuleContent[];
}

export interface CourseModuleContent {
  concept: BundleItem;
  profile: BundleItem | null;
  lessons: { spark: BundleItem; profile: BundleItem | null }[];
}

/** The number of a module: as its course has it, else by its place. */
export const numberOf = ({ profile }: CourseModuleContent, nth: number): number => {
  const { module } = formOf(profile);
  return typeof module === 'number' ? module : nth + 1;
};

/** A trail as a course export. */
export function writeCourse({
  trail,
  profile,
  persona,
  objectives,
  research,
  performance,
  modules,
}: CourseContent): Json {
  const form = formOf(profile);
  const left_out = ['voice_fidelity', 'metadata', ...METADATA_FIELDS];
  const course: Json = {
    ...(form.has_no_id ? {} : { id: profile?.external_id ?? trail.slug }),
    title: trail.title,
    ...(profile
      ? pack(sourceOf('course_profile', profile, left_out), form)
      : { type: 'course', piece_slug: trail.slug }),
  };
  if (profile && 'voice_fidelity' in profile) course.voice_fidelity_score = profile.voice_fidelity;
  writePersona(course, persona, form.persona);
  const lessons = modules.flatMap((module, nth) =>
    module.lessons.map((lesson, place) => writeCourseLesson(lesson, numberOf(module, nth), place + 1)),
  );
  const minutes = modules
    .flatMap((module) => module.lessons)
    .reduce((sum, { spark }) => sum + (typeof spark.estimated_mins === 'number' ? spark.estimated_mins : 0), 0);
  const metadata = writeMetadata(profile, objectives, { modules: modules.length, lessons: lessons.length, minutes });
  if (metadata) course.metadata = metadata;
  if (lessons.length > 0 || !('lessons' in course)) course.lessons = lessons;
  if (research) course.research = pack(sourceOf('market_research', research), formOf(research));
  if (performance.length > 0) course.performance = performance.map(writePerformance);
  return course;
}

function writePersona(course: Json, persona: BundleItem | null, came: unknown): void {
  if (!persona) {
    if (came !== undefined) course.persona_mind_id = null;
    return;
  }
  const id = persona.external_id;
  if (typeof id === 'string') course.persona_mind_id = String(came) === id ? came : /^\d+$/.test(id) ? Number(id) : id;
  else course.persona = { slug: persona.slug, display_name: persona.display_name };
}

/** What is counted is counted again once there are more or fewer. */
function writeMetadata(
  profile: BundleItem | null,
  objectives: BundleItem[],
  now: { modules: number; lessons: number; minutes: number },
): Json | null {
  const form = formOf(profile);
  const rest = isJson(profile?.metadata) ? profile.metadata : {};
  const metadata: Json = { ...rest };
  for (const name of METADATA_FIELDS) if (profile && name in profile) metadata[name] = profile[name];
  if (objectives.length > 0) metadata.learning_objectives = objectives.map(writeObjective);
  // A course that came with no file was never counted elsewhere: all is told. Hours follow the lessons.
  const before = isJson(form.totals) ? form.totals : null;
  const hours = Math.round(now.minutes / 6) / 10;
  for (const [name, count, has_changed] of [
    ['total_modules', now.modules, before?.modules !== now.modules],
    ['total_lessons', now.lessons, before?.lessons !== now.lessons],
    ['estimated_duration_hours', hours, before?.lessons !== now.lessons],
  ] as const) {
    if (!before || (name in metadata && has_changed)) metadata[name] = count;
  }
  if (Object.keys(metadata).length === 0) return null;
  return pack(metadata, { texts: form.metadata_texts });
}

function writeCourseLesson(
  { spark, profile }: CourseModuleContent['lessons'][number],
  module_number: number,
  lesson_number: number,
): Json {
  const form = formOf(profile);
  const text = String(spark.content_md ?? '');
  const own = profile
    ? pack(sourceOf('lesson_profile', profile), form)
    : {
        module_number,
        lesson_number,
        lesson_id: `${module_number}.${lesson_number}`,
        slug: spark.slug,
        word_count: wordsOf(text),
      };
  const lesson: Json = { title: spark.title, ...own };
  if (text !== '' || !('content_markdown' in lesson)) lesson.content_markdown = text;
  if (form.counts_words) lesson.word_count = wordsOf(text);
  const numbers = Array.isArray(form.numbers) ? form.numbers : [];
  if (numbers.includes('gps_valid') && typeof lesson.gps_valid === 'boolean')
    lesson.gps_valid = lesson.gps_valid ? 1 : 0;
  // It went to another module: it bears the number of that.
  if (profile && moduleOf(lesson) !== module_number && 'module_number' in lesson) {
    lesson.module_number = module_number;
    lesson.lesson_number = lesson_number;
    lesson.lesson_id = `${module_number}.${lesson_number}`;
  }
  return lesson;
}
