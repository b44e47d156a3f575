import type { BundleItem } from '../item.ts';
import {
  datetimeProblems,
  difficultyOf,
  type FileForm,
  holdsNothing,
  isJson,
  itemOf,
  type Json,
  minutesOf,
  type Named,
  notAnObject,
  type OutsidePart,
  type Path,
} from '../outside.ts';
import { readObjectives } from '../units/read-unit.ts';
import { COURSE_DOMAIN, COURSE_PARTS, type CourseModule, METADATA_FIELDS, unpack, wordsOf } from './course.ts';
import { readPerformance } from './performance.ts';

/** A course and how its parts are called here. */
export interface CourseNames {
  system: string;
  course: Named;
  modules: { module: CourseModule; named: Named }[];
  persona: Named | null;
  /** How many lessons there are, for what is counted. */
  lessons: number;
}

/** A course without its lessons, which come one by one. */
export function readCourse(course: Json, names: CourseNames, form: FileForm = {}): OutsidePart {
  const { course: named } = names;
  const part: OutsidePart = { items: [], records: [], problems: [] };
  const metadata = readMetadata(course.metadata, part);
  const level = difficultyOf(metadata.fields.knowledge_level);
  const domain_slug = named.parent ?? COURSE_DOMAIN.slug;
  if (!named.parent) part.items.push({ kind: 'domain', item: { ...COURSE_DOMAIN }, at: [] });
  const trail: BundleItem = {
    slug: named.slug,
    domain_slug,
    title: course.title,
    difficulty_level: level ?? named.difficulty ?? 'beginner',
    ...(course.status === 'published' && { is_published: true }),
  };
  part.items.push({ kind: 'trail', item: trail, at: [], named: { slug: 'title', difficulty_level: 'metadata' } });
  const persona_slug = readPersona(course, names, part);
  part.items.push({
    kind: 'course_profile',
    item: profileOf(course, metadata, { names, persona_slug, form }),
    at: [],
    named: { external_id: 'id', ...Object.fromEntries(METADATA_FIELDS.map((name) => [name, `metadata/${name}`])) },
  });
  const objectives = readObjectives(metadata.objectives, { kind: 'trail_objective', trail_slug: named.slug }, [
    'metadata',
    'learning_objectives',
  ]);
  part.items.push(...objectives.items);
  part.problems.push(
    ...objectives.problems,
    ...datetimeProblems(course, ['published_at', 'created_at', 'updated_at'], []),
  );
  for (const [nth, { module, named: concept }] of names.modules.entries())
    readModule(part, module, concept, nth, names);
  readResearch(course.research, named.slug, part);
  readPerformance(course.performance, named.slug, part);
  return part;
}

interface Metadata {
  fields: Json;
  rest: Json;
  texts: Record<string, string>;
  objectives: unknown;
}

function readMetadata(value: unknown, part: OutsidePart): Metadata {
  if (!isJson(value)) {
    if (value !== undefined && value !== null) part.problems.push(notAnObject(['metadata'], 'metadata'));
    return { fields: {}, rest: {}, texts: {}, objectives: null };
  }
  const { source, texts } = unpack(value);
  const [fields, rest]: [Json, Json] = [{}, {}];
  const { learning_objectives, ...others } = source;
  for (const [name, one] of Object.entries(others)) {
    if ((METADATA_FIELDS as readonly string[]).includes(name)) fields[name] = one;
    else rest[name] = one;
  }
  const is_list = Array.isArray(learning_objectives) && learning_objectives.length > 0;
  if ('learning_objectives' in value && !is_list) rest.learning_objectives = learning_objectives;
  part.problems.push(...datetimeProblems(value, ['created_at', 'updated_at'], ['metadata']));
  return { fields, rest, texts, objectives: is_list ? learning_objectives : null };
}

interface ProfileInput {
  names: CourseNames;
  persona_slug: string | null;
  form: FileForm;
}

function profileOf(course: Json, metadata: Metadata, { names, persona_slug, form }: ProfileInput): BundleItem {
  const { source, texts } = unpack(course);
  const { voice_fidelity_score: score, ...rest } = source;
  const is_score = score === null || (typeof score === 'number' && score >= 0 && score <= 1);
  const parts = ['metadata', 'research', 'performance', 'persona_mind_id'].filter((name) => name in course);
  const empty = Object.fromEntries(
    parts.filter((name) => holdsNothing(course[name])).map((name) => [name, course[name]]),
  );
  const has_no_id = typeof course.id !== 'string' || course.id === '';
  const oddId = has_no_id && 'id' in course ? { id: course.id } : {};
  return itemOf({
    kind: 'course_profile',
    source: is_score || score === undefined ? rest : source,
    left_out: COURSE_PARTS,
    own: {
      ...metadata.fields,
      trail_slug: names.course.slug,
      external_id: names.course.external_id,
      external_system: names.system,
      ...(persona_slug !== null && { persona_slug }),
      ...(score !== undefined && is_score && { voice_fidelity: score }),
      ...(Object.keys(metadata.rest).length > 0 && { metadata: metadata.rest }),
    },
    strict: ['status', 'generation_execution_id', 'published_at'],
    reserved: [...METADATA_FIELDS, 'voice_fidelity', 'persona_slug', 'metadata'],
    form: {
      ...form,
      empty: { ...empty, ...oddId, ...('lessons' in course && { lessons: course.lessons }), ...form.empty },
      texts,
      metadata_texts: metadata.texts,
      has_no_id,
      ...('persona_mind_id' in course && { persona: course.persona_mind_id }),
      totals: { modules: names.modules.length, lessons: names.lessons },
    },
  });
}

/** The voice of a course. Where nothing is said of it but its id, it gets a name that people can change. */
function readPersona(course: Json, { persona, system }: CourseNames, part: OutsidePart): string | null {
  if (!persona) return null;
  const told = [course.persona, course.mind].find(isJson);
  const name = typeof told?.display_name === 'string' ? told.display_name : null;
  if (!persona.is_here || name !== null) {
    const item = {
      slug: persona.slug,
      display_name: name ?? `Mind ${persona.external_id}`,
      ...(isJson(told?.voice_profile) && { voice_profile: told.voice_profile }),
      external_id: persona.external_id,
      external_system: system,
    };
    part.items.push({ kind: 'persona', item, at: [], named: { external_id: 'persona_mind_id' } });
  }
  return persona.slug;
}

function readModule(part: OutsidePart, module: CourseModule, named: Named, nth: number, names: CourseNames): void {
  const at: Path = ['metadata', 'curriculum'];
  const concept = { slug: named.slug, trail_slug: names.course.slug, title: module.title, order_index: nth };
  const profile = {
    concept_slug: named.slug,
    external_id: named.external_id,
    external_system: names.system,
    file_form: { module: module.number },
  };
  part.items.push({ kind: 'concept', item: concept, at }, { kind: 'unit_profile', item: profile, at });
}

function readResearch(value: unknown, trail_slug: string, part: OutsidePart): void {
  const at: Path = ['research'];
  if (value === undefined || value === null || holdsNothing(value)) return;
  if (!isJson(value)) {
    part.problems.push(notAnObject(at, 'research'));
    return;
  }
  const { source, texts } = unpack(value);
  const strict = ['market_analysis', 'gap_analysis', 'differentiation_strategy', 'sources_list'];
  const item = itemOf({ kind: 'market_research', source, left_out: [], own: { trail_slug }, strict, form: { texts } });
  part.items.push({ kind: 'market_research', item, at });
  part.problems.push(...datetimeProblems(value, ['created_at', 'updated_at'], at));
}

const LESSON_STRICT = ['lesson_id', 'gps_score', 'didatica_score', 'bloom_level', 'status', 'validation_status'];

/** A lesson of a course, in the concept that its module is. */
export function readCourseLesson(
  lesson: unknown,
  nth: number,
  options: { names: CourseNames; concept_slug: string; named: Named; level: unknown; form?: FileForm },
): OutsidePart {
  const at: Path = ['lessons', nth];
  if (!isJson(lesson)) return { items: [], records: [], problems: [notAnObject(at, 'A lesson')] };
  const { names, concept_slug, named, level, form = {} } = options;
  const { source, texts } = unpack(lesson);
  const is_number = source.gps_valid === 0 || source.gps_valid === 1;
  if (is_number) source.gps_valid = source.gps_valid === 1;
  const text = typeof lesson.content_markdown === 'string' ? lesson.content_markdown : '';
  const profile = itemOf({
    kind: 'lesson_profile',
    source,
    left_out: ['title', 'content_markdown'],
    own: { spark_slug: named.slug, external_id: named.external_id, external_system: names.system },
    strict: LESSON_STRICT,
    form: {
      ...form,
      texts,
      ...(is_number && { numbers: ['gps_valid'] }),
      ...(typeof lesson.content_markdown !== 'string' &&
        'content_markdown' in lesson && { empty: { content_markdown: lesson.content_markdown } }),
      counts_words: lesson.word_count === wordsOf(text),
    },
  });
  const spark = {
    slug: named.slug,
    title: lesson.title,
    content_md: text,
    estimated_mins: named.estimated_mins ?? minutesOf(text, null),
    difficulty: named.difficulty ?? difficultyOf(level) ?? 'beginner',
    ...(lesson.status === 'published' && { is_published: true }),
  };
  return {
    items: [
      { kind: 'spark', item: spark, at, named: { slug: 'title', content_md: 'content_markdown' } },
      { kind: 'concept_spark', item: { concept_slug, spark_slug: named.slug, order_index: nth }, at },
      { kind: 'lesson_profile', item: profile, at },
    ],
    records: [],
    problems: datetimeProblems(lesson, ['created_at', 'updated_at'], at),
  };
}
