import { BUNDLE_ENTITIES } from '#lib/base/core/kinds.ts';
import {
  datetimeProblems,
  difficultyOf,
  type FileForm,
  holdsNothing,
  type IdMaker,
  isJson,
  itemOf,
  type Json,
  minutesOf,
  type Named,
  notAnObject,
  type OutsidePart,
  type Path,
  problemAt,
} from '../outside.ts';
import { RUN_MEMBERS, readConversations, readRun } from './runs.ts';
import { LESSON_FIELDS, SPARK_FACTS, textOfLesson, UNIT_FIELDS, UNIT_PARTS, UNIT_SYSTEM } from './unit.ts';

const idForm = (source: Json): FileForm =>
  typeof source.id === 'string' && source.id !== '' ? {} : { has_no_id: true };

/** An id that is missing in the file, yet there as null or in another shape. */
const oddId = (source: Json): Json => (idForm(source).has_no_id && 'id' in source ? { id: source.id } : {});

/** Of the members that go elsewhere those that hold nothing, to be written as they came. */
function emptyOf(source: Json, names: readonly string[]): Json {
  return Object.fromEntries(names.filter((name) => holdsNothing(source[name])).map((name) => [name, source[name]]));
}

/** A unit without its lessons and resources, which come one by one. `lists`: which of the two the file has. */
export function readUnit(
  unit: Json,
  named: Named,
  options: { owner_id: string | null; lists: ReadonlySet<string>; makeId: IdMaker },
): OutsidePart {
  const { owner_id, lists, makeId } = options;
  const external = { external_id: named.external_id, external_system: UNIT_SYSTEM };
  const talks = readConversations(unit.learning_conversations, { slug: named.slug, ...external }, makeId);
  const empty = {
    ...emptyOf(unit, ['learning_objectives']),
    ...oddId(unit),
    // What is in them comes after them; written over this if there is something.
    ...(lists.has('resources') && { resources: [] }),
    ...('learning_conversations' in unit && { learning_conversations: talks.empty }),
    ...Object.fromEntries(['lessons', 'resources'].filter((name) => name in unit).map((name) => [name, unit[name]])),
  };
  const concept = {
    slug: named.slug,
    title: unit.title,
    ...('description' in unit && { description: unit.description }),
    ...(unit.status === 'published' && { is_published: true }),
    ...(typeof unit.is_published === 'boolean' && { is_published: unit.is_published }),
  };
  const profile = itemOf({
    kind: 'unit_profile',
    source: unit,
    left_out: UNIT_PARTS,
    own: { concept_slug: named.slug, ...external, ...(owner_id !== null && { owner_id }) },
    strict: UNIT_FIELDS,
    form: { empty, ...idForm(unit) },
  });
  const objectives = readObjectives(unit.learning_objectives, { kind: 'objective', concept_slug: named.slug });
  return {
    items: [
      { kind: 'concept', item: concept, at: [], named: { slug: 'title' } },
      { kind: 'unit_profile', item: profile, at: [], named: { external_id: 'id' } },
      ...objectives.items,
    ],
    records: talks.records,
    problems: [...datetimeProblems(unit, ['created_at', 'updated_at'], []), ...talks.problems, ...objectives.problems],
  };
}

/** A list of objectives, of a unit or of a course; texts are numbered. */
export function readObjectives(
  value: unknown,
  owner: { kind: 'objective'; concept_slug: string } | { kind: 'trail_objective'; trail_slug: string },
  at: Path = ['learning_objectives'],
): Omit<OutsidePart, 'records'> {
  const part: Omit<OutsidePart, 'records'> = { items: [], problems: [] };
  if (value === undefined || value === null) return part;
  if (!Array.isArray(value)) {
    part.problems.push(problemAt('invalid_type', at, `${at.at(-1)} must be a list.`, 'Write it in brackets.'));
    return part;
  }
  const { kind, ...reference } = owner;
  const taken = new Set(value.map((one) => (isJson(one) ? one.id : undefined)));
  for (const [order_index, one] of value.entries()) {
    const place = [...at, order_index];
    if (!isJson(one) && typeof one !== 'string') {
      part.problems.push(notAnObject(place, 'An objective'));
      continue;
    }
    const source = isJson(one) ? one : {};
    const has_id = !idForm(source).has_no_id;
    let number = order_index + 1;
    while (!has_id && taken.has(`lo_${number}`)) number++;
    const own = {
      ...reference,
      order_index,
      ...(!has_id && { id: `lo_${number}` }),
      ...(!isJson(one) && { title: one }),
    };
    taken.add(own.id);
    const form = { has_no_id: !has_id, empty: oddId(source), ...(!isJson(one) && { is_text: true }) };
    const item = itemOf({ kind, source, left_out: has_id ? [] : ['id'], own, strict: ['title', 'description'], form });
    part.items.push({ kind, item, at: place });
  }
  return part;
}

/** A lesson of a unit. */
export function readLesson(
  lesson: unknown,
  nth: number,
  options: { unit: Json; concept_slug: string; named: Named; makeId: IdMaker },
): OutsidePart {
  const at: Path = ['lessons', nth];
  if (!isJson(lesson)) return { items: [], records: [], problems: [notAnObject(at, 'A lesson')] };
  const { unit, concept_slug, named, makeId } = options;
  const external = { external_id: named.external_id, external_system: UNIT_SYSTEM };
  const facts = sparkFacts(lesson, unit, named);
  const run = readRun(lesson, { slug: named.slug, ...external }, at, makeId);
  const hasPackage = isJson(lesson.package) && !holdsNothing(lesson.package);
  const odd = !hasPackage && 'package' in lesson ? { package: lesson.package } : {};
  const profile = itemOf({
    kind: 'lesson_profile',
    source: lesson,
    left_out: ['id', 'title', 'package', ...RUN_MEMBERS, ...facts.said],
    own: { spark_slug: named.slug, ...external },
    strict: LESSON_FIELDS,
    form: { empty: { ...emptyOf(lesson, RUN_MEMBERS), ...odd, ...oddId(lesson) }, said: facts.said, ...idForm(lesson) },
  });
  const spark = { slug: named.slug, title: lesson.title, ...facts.fields };
  const place = { concept_slug, spark_slug: named.slug, order_index: nth };
  const from: Record<string, string> = facts.from === null ? {} : { content_md: facts.from };
  const items: OutsidePart['items'] = [
    { kind: 'spark', item: spark, at, named: { slug: 'title', ...from } },
    { kind: 'concept_spark', item: place, at },
    { kind: 'lesson_profile', item: profile, at, named: { external_id: 'id' } },
  ];
  if (hasPackage) items.push({ kind: 'package', item: { spark_slug: named.slug, package: lesson.package }, at });
  return {
    items,
    records: run.record ? [run.record] : [],
    problems: [
      ...datetimeProblems(lesson, ['podcast_generated_at', 'created_at', 'updated_at'], at),
      ...run.problems,
      ...(hasPackage ? [] : [noPackage(at)]),
      ...(facts.fields.content_md === '' ? [noText(at)] : []),
    ],
  };
}

function noPackage(at: Path) {
  const message = 'Package validation failed: this lesson has no package.';
  const hint = 'It is imported without exercises. Write them in the studio, or add the package to the file.';
  return problemAt('invalid_package', [...at, 'package'], message, hint, 'warning');
}

function noText(at: Path) {
  const message = 'The lesson has no text: neither source material nor the transcript of a podcast.';
  const hint = 'It is imported, and cannot be staged before somebody writes its text.';
  return problemAt('no_text', at, message, hint, 'warning');
}

/** What a spark says beyond its title. `said`: which of it the file itself gives, in a form that fits. */
function sparkFacts(lesson: Json, unit: Json, named: Named) {
  const fields = BUNDLE_ENTITIES.spark.fields as Record<string, { safeParse(value: unknown): { success: boolean } }>;
  const said = SPARK_FACTS.filter(
    (name) => lesson[name] !== undefined && lesson[name] !== null && fields[name]?.safeParse(lesson[name]).success,
  );
  const given = Object.fromEntries(said.map((name) => [name, lesson[name]]));
  const derived = textOfLesson(lesson);
  const content_md = typeof given.content_md === 'string' ? given.content_md : derived.text;
  return {
    said,
    from: given.content_md === undefined ? derived.from : null,
    fields: {
      content_md,
      estimated_mins: named.estimated_mins ?? minutesOf(content_md, lesson.podcast_duration_seconds),
      ...(lesson.status === 'published' && { is_published: true }),
      difficulty:
        named.difficulty ?? difficultyOf(lesson.learner_level) ?? difficultyOf(unit.learner_level) ?? 'beginner',
      ...given,
    } as Json,
  };
}

const RESOURCE_FIELDS = Object.keys(BUNDLE_ENTITIES.resource.fields).filter((name) => name !== 'order_index');

/** A resource of a unit. */
export function readResource(
  resource: unknown,
  nth: number,
  options: { concept_slug: string; external_id: string; makeId: IdMaker },
): OutsidePart {
  const at: Path = ['resources', nth];
  if (!isJson(resource)) return { items: [], records: [], problems: [notAnObject(at, 'A resource')] };
  const { concept_slug, external_id, makeId } = options;
  const { has_no_id } = idForm(resource);
  const id = has_no_id
    ? makeId(`${external_id}/resource/${resource.filename ?? resource.source_url ?? nth}`)
    : resource.id;
  const item = itemOf({
    kind: 'resource',
    source: resource,
    left_out: ['id'],
    own: { concept_slug, id, order_index: nth },
    strict: RESOURCE_FIELDS,
    form: { empty: oddId(resource), has_no_id },
  });
  return {
    items: [{ kind: 'resource', item, at }],
    records: [],
    problems: datetimeProblems(resource, ['created_at', 'updated_at'], at),
  };
}
