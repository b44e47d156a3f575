import { type ContentKind, DIFFICULTIES, type Difficulty } from '#lib/base/core/content-kinds.ts';
import { BUNDLE_ENTITIES, type BundleKind } from '#lib/base/core/kinds.ts';
import { isDate } from '#lib/base/core/visible.ts';
import type { BundleItem } from './item.ts';
import { type BundleProblem, type BundleRule, pointer } from './problem.ts';

// What unit files and courses have in common: they say the same as a bundle in other words. Reading one gives items of a bundle,
// writing one takes them; what a file says that no item can say stays in `file_form`, so that it goes out as it came.

export type Path = (string | number)[];
export type Json = Record<string, unknown>;

/** An item of a bundle, and where in its file it stands. `named`: fields that are called otherwise there. */
export interface OutsideItem {
  kind: BundleKind;
  item: BundleItem;
  at: Path;
  named?: Readonly<Record<string, string>>;
}

/** What comes in beside content and is none: how something was generated, what was said about it. */
export interface OutsideRecord {
  record: 'flow_run' | 'conversation';
  owner_kind: ContentKind;
  owner_slug: string;
  external_id: string;
  external_system: string;
  body: Json;
  /** Where in its file it stands. */
  at: Path;
}

/** What reading one thing of a file gives. */
export interface OutsidePart {
  items: OutsideItem[];
  records: OutsideRecord[];
  problems: BundleProblem[];
}

/** How a file said things, where no field says it. */
export interface FileForm {
  /** Members that go elsewhere and hold nothing: `resources: []`, `flow_run: null`. */
  empty?: Json;
  /** Members that bear a name which means something else here, or do not fit the field of their name. */
  kept?: Json;
  /** Facts of a spark that the file gives, which such files commonly do not. */
  said?: string[];
  /** The file has no id here; the one that is kept beside the entity was made from what it says. */
  has_no_id?: boolean;
  [name: string]: unknown;
}

/** How something of a file is called here. */
export interface Named {
  slug: string;
  external_id: string;
  /** What is known of what is here already. */
  is_here?: boolean;
  estimated_mins?: number | null;
  difficulty?: string | null;
  parent?: string | null;
}

/** Makes an id out of what something without one says: the same words give the same id. */
export type IdMaker = (words: string) => string;

/** An id from outside as it is kept: longer ones fit into no index. */
export const fitting = (id: string, makeId: IdMaker): string => (id.length <= 200 ? id : makeId(id));

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value holds nothing, so that only its form is to be remembered. */
export const holdsNothing = (value: unknown): boolean =>
  value === null || (Array.isArray(value) ? value.length === 0 : isJson(value) && Object.keys(value).length === 0);

export const formOf = (item: BundleItem | null | undefined): FileForm =>
  item && isJson(item.file_form) ? (item.file_form as FileForm) : {};

interface ItemInput {
  kind: BundleKind;
  source: Json;
  /** Members that go elsewhere. */
  left_out: readonly string[];
  /** What is ours to say: references, ids, order. */
  own: Json;
  /** Fields that such files are known to have: what does not fit them is wrong. Others of that name are kept as they came. */
  strict: readonly string[];
  /** Fields that such files have elsewhere. */
  reserved?: readonly string[];
  form: FileForm;
}

/** What a file says of a thing as an item: what the kind knows in its fields, everything else beside them. */
export function itemOf({ kind, source, left_out, own, strict, reserved = [], form }: ItemInput): BundleItem {
  const entity = BUNDLE_ENTITIES[kind];
  const fields = entity.fields as Record<string, { safeParse(value: unknown): { success: boolean } }>;
  const ours = new Set([
    ...entity.refs.map((ref) => ref.field),
    ...Object.keys(own),
    ...reserved,
    'file_form',
    ...OURS,
  ]);
  const item: BundleItem = { ...own };
  const kept: Json = {};
  for (const [name, value] of Object.entries(source)) {
    if (left_out.includes(name)) continue;
    const fits = (strict.includes(name) && value !== null) || (fields[name]?.safeParse(value).success ?? true);
    if (ours.has(name) || !fits) kept[name] = value;
    else item[name] = value;
  }
  const whole: FileForm = { ...form, ...(Object.keys(kept).length > 0 && { kept }) };
  const said = Object.fromEntries(
    Object.entries(whole).filter(([, value]) => value !== undefined && value !== false && !isEmptyForm(value)),
  );
  if (Object.keys(said).length > 0) item.file_form = said;
  return item;
}

/** Names that an item gives a meaning of its own, in whatever file. */
const OURS = ['external_id', 'external_system', 'owner_id'];

const isEmptyForm = (value: unknown) => typeof value === 'object' && holdsNothing(value);

/** The inverse: what an item says of a thing as its file does. */
export function sourceOf(kind: BundleKind, item: BundleItem, left_out: readonly string[] = []): Json {
  const entity = BUNDLE_ENTITIES[kind];
  const ours = new Set([...entity.refs.map((ref) => ref.field), ...OURS, 'file_form', ...left_out]);
  const source: Json = {};
  for (const [name, value] of Object.entries(item)) if (!ours.has(name)) source[name] = value;
  return { ...source, ...formOf(item).empty, ...formOf(item).kept };
}

export function problemAt(
  code: BundleRule,
  at: Path,
  message: string,
  hint: string,
  severity: BundleProblem['severity'] = 'error',
): BundleProblem {
  return { code, severity, path: pointer(...at), kind: null, slug: null, message, hint };
}

/** Datetimes that cannot be read, of the members of this name. */
export function datetimeProblems(source: unknown, names: readonly string[], at: Path): BundleProblem[] {
  if (!isJson(source)) return [];
  return names.flatMap((name) => {
    const value = source[name];
    if (value === undefined || value === null || (typeof value === 'string' && isDate(value))) return [];
    const shown = JSON.stringify(value).slice(0, 60);
    const message = `Datetime parsing error: ${name} is ${shown}, which is no date.`;
    return [problemAt('invalid_datetime', [...at, name], message, 'Write it like 2024-01-15T10:30:00Z.')];
  });
}

/** A part of a file that is not the object it has to be. */
export function notAnObject(at: Path, what: string): BundleProblem {
  return problemAt('invalid_type', at, `${what} must be an object.`, 'Write it in braces.');
}

/** The instant of a datetime, for columns; null where there is none. Without a zone it is taken as UTC. */
export function instantOf(value: unknown): string | null {
  if (typeof value !== 'string' || !isDate(value)) return null;
  const has_zone = /(?:Z|[+-]\d{2}:?\d{2})$/.test(value.slice(10));
  const time = new Date(`${value.replace(' ', 'T')}${value.length > 10 && !has_zone ? 'Z' : ''}`);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

export const difficultyOf = (value: unknown): Difficulty | null =>
  DIFFICULTIES.find((one) => typeof value === 'string' && one === value.trim().toLowerCase()) ?? null;

/** Minutes that a spark may take. */
const clamped = (minutes: number) => Math.min(60, Math.max(1, Math.round(minutes)));

/** How long a lesson takes by its audio, else by its words at 200 a minute. */
export function minutesOf(text: string, seconds: unknown): number {
  if (typeof seconds === 'number' && seconds > 0) return clamped(seconds / 60);
  return clamped((text.match(/\S+/g)?.length ?? 0) / 200);
}
