import type { BundleItem } from '../item.ts';
import { formOf, isJson, type Json, sourceOf } from '../outside.ts';
import { SPARK_FACTS, textOfLesson, UNIT_SYSTEM } from './unit.ts';

/** The run of a lesson as its file tells of it. */
export interface KeptRun {
  source: Json | null;
  steps: Json[];
  requests: Json[];
}

export interface KeptConversation {
  role: string;
  source: Json;
}

/** All that a unit file is made of. */
export interface UnitContent {
  concept: BundleItem;
  profile: BundleItem | null;
  /** In order. */
  objectives: BundleItem[];
  resources: BundleItem[];
  conversations: KeptConversation[];
  lessons: LessonContent[];
}

export interface LessonContent {
  spark: BundleItem;
  profile: BundleItem | null;
  package: BundleItem | null;
  run: KeptRun | null;
}

const isFromFile = (profile: BundleItem | null) => profile?.external_system === UNIT_SYSTEM;

/** A concept as a unit file: as it came where it came from one, else with what such files have. */
export function writeUnit({ concept, profile, objectives, resources, conversations, lessons }: UnitContent): Json {
  const form = formOf(profile);
  const unit: Json = {
    ...idOf(profile, concept),
    title: concept.title,
    ...('description' in concept && { description: concept.description }),
    ...(profile ? sourceOf('unit_profile', profile) : {}),
  };
  // Lists that hold something now; where they hold nothing they are as the file had them.
  if (objectives.length > 0) unit.learning_objectives = objectives.map(writeObjective);
  if (lessons.length > 0) unit.lessons = lessons.map(writeLesson);
  else unit.lessons ??= [];
  if (resources.length > 0) unit.resources = resources.map(writeResource);
  if (conversations.length > 0) unit.learning_conversations = writeConversations(conversations, form.empty);
  return unit;
}

/** The id of the file, or of what never was in one: its slug, by which it is found again. */
function idOf(profile: BundleItem | null, entity: BundleItem): Json {
  if (!isFromFile(profile)) return { id: entity.slug };
  return formOf(profile).has_no_id ? {} : { id: profile?.external_id };
}

/** An objective of a concept or of a trail. */
export function writeObjective(objective: BundleItem): unknown {
  const form = formOf(objective);
  const left_out = ['order_index', 'concept_slug', 'trail_slug', ...(form.has_no_id ? ['id'] : [])];
  const { title, ...rest } = sourceOf('objective', objective, left_out);
  // What was a text stays one while it says no more than that.
  if (form.is_text && Object.values(rest).every((value) => value === null)) return title;
  return { ...(form.is_text === true && { id: objective.id }), title, ...rest };
}

function writeResource(resource: BundleItem): Json {
  return sourceOf('resource', resource, ['order_index', ...(formOf(resource).has_no_id ? ['id'] : [])]);
}

function writeConversations(conversations: KeptConversation[], empty: Json | undefined): Json {
  const before = empty?.learning_conversations;
  // By a map: a list may be called like a member that every object has.
  const lists = new Map<string, unknown[]>();
  for (const { role, source } of conversations) {
    const list = lists.get(role);
    if (list) list.push(source);
    else lists.set(role, [source]);
  }
  return { ...(isJson(before) ? before : {}), ...Object.fromEntries(lists) };
}

function writeLesson({ spark, profile, package: kept, run }: LessonContent): Json {
  const source = profile ? sourceOf('lesson_profile', profile) : {};
  const said = isFromFile(profile) ? (formOf(profile).said ?? []) : ['summary', 'estimated_mins', 'difficulty'];
  const lesson: Json = { ...idOf(profile, spark), title: spark.title, ...source };
  for (const name of SPARK_FACTS) if (said.includes(name) && spark[name] != null) lesson[name] = spark[name];
  // A text that is not the one which the file would give again.
  if (spark.content_md !== textOfLesson(lesson).text) lesson.content_md = spark.content_md;
  if (kept) lesson.package = kept.package;
  if (run?.source) lesson.flow_run = run.source;
  if (run && run.steps.length > 0) lesson.step_runs = run.steps;
  if (run && run.requests.length > 0) lesson.llm_requests = run.requests;
  return lesson;
}
