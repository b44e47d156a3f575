import { LIST_KINDS } from '../core/bundle.ts';
import { isJson, type Json } from '../core/outside.ts';
import { MOST_ITEM_BYTES, readJsonStream, setOwn } from './json-stream.ts';
import { isNdjson } from './ndjson.ts';

/** A file that is read more than once. */
export interface OutsideFile {
  name: string;
  open(): AsyncIterable<Uint8Array>;
}

export type OutsideFormat = 'unit' | 'course' | 'users';

/** What is to be known of a file before its lessons are read one by one. */
export interface OutsideHead {
  /** Its members but for the long lists; other lists whole. */
  members: Json;
  /** Long lists that it has, empty ones among them. */
  lists: ReadonlySet<string>;
  /** Of each thing in a long list what says who it is. */
  things: ReadonlyMap<string, unknown[]>;
  /** Why its head cannot be held in memory. */
  is_too_large: boolean;
}

const LONG_LISTS = ['lessons', 'resources'];
const NAMES = ['id', 'title', 'lesson_id', 'module_number', 'lesson_number', 'slug', 'filename', 'source_url'];

/** What a file is, by what is in it; null for a bundle and for what nobody knows. Reads no further than it has to. */
export async function formatOf(file: OutsideFile): Promise<OutsideFormat | null> {
  if (await isNdjson(file.open())) return null;
  const seen = new Set<string>();
  for await (const part of readJsonStream(file.open())) {
    if (part.type === 'fault') {
      if (part.fault.ends_reading) break;
    } else if (part.type === 'item' && part.list === 'lessons') {
      const is_course = isJson(part.value) && ('content_markdown' in part.value || 'module_number' in part.value);
      return is_course || seen.has('metadata') ? 'course' : 'unit';
    } else if (part.type === 'list' && part.name !== 'resources' && LIST_KINDS.has(part.name)) return null;
    else if (part.type === 'member') {
      if (part.name === 'schema_version' || part.name === 'version_label') return null;
      if (part.name === 'email_to_key') return 'users';
      if (part.name === 'type' && part.value === 'course') return 'course';
    }
    if (part.type !== 'fault') seen.add(part.type === 'item' ? part.list : part.name);
  }
  if (!seen.has('title') || !(seen.has('lessons') || seen.has('learning_objectives'))) return null;
  return seen.has('metadata') ? 'course' : 'unit';
}

/** Reads all of a file once and keeps its head. What is wrong with the file is told when it is read for good. */
export async function headOf(file: OutsideFile): Promise<OutsideHead> {
  const members: Json = {};
  const lists = new Set<string>();
  const things = new Map<string, unknown[]>(LONG_LISTS.map((name) => [name, []]));
  let bytes = 0;
  const weigh = (value: unknown) => {
    bytes += JSON.stringify(value)?.length ?? 0;
    return bytes <= MOST_ITEM_BYTES;
  };
  for await (const part of readJsonStream(file.open())) {
    if (part.type === 'list') {
      if (things.has(part.name)) lists.add(part.name);
      else setOwn(members, part.name, []);
    } else if (part.type === 'member') {
      if (!weigh(part.value)) break;
      setOwn(members, part.name, part.value);
    } else if (part.type === 'item') {
      const long = things.get(part.list);
      if (long) long.push(briefOf(part.value));
      else if (weigh(part.value)) (members[part.list] as unknown[]).push(part.value);
      else break;
    }
  }
  return { members, lists, things, is_too_large: bytes > MOST_ITEM_BYTES };
}

function briefOf(value: unknown): unknown {
  if (!isJson(value)) return null;
  return Object.fromEntries(NAMES.filter((name) => name in value).map((name) => [name, value[name]]));
}
