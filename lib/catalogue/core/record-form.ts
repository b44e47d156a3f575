// Values of JSON objects as a form: what an ideal customer or a voice says, key by key. What no control can edit stays as it came.

/** Where a value stands in a record: its key, or the key of its group and its own. */
export type RecordPath = readonly [key: string] | readonly [group: string, key: string];

export interface RecordRow {
  path: RecordPath;
  /** `list`: a list of texts. */
  as: 'text' | 'number' | 'switch' | 'list';
  value: string | number | boolean | readonly string[];
}

export interface RecordForm {
  /** Fields and groups in the order of the record. */
  parts: ({ row: RecordRow } | { group: string; rows: RecordRow[] })[];
  /** By the way to each: what is shown as it came. */
  kept: [way: string, value: unknown][];
}

type Json = Record<string, unknown>;

/** Whether something is an object of JSON. */
export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A record as rows of a form. Keys in `without` are edited elsewhere. */
export function recordForm(value: Json, without: readonly string[] = []): RecordForm {
  const form: RecordForm = { parts: [], kept: [] };
  for (const [key, one] of Object.entries(value)) {
    if (without.includes(key)) continue;
    const row = rowOf([key], one);
    if (row) form.parts.push({ row });
    else if (isRecord(one)) form.parts.push({ group: key, rows: groupOf(key, one, form.kept) });
    else form.kept.push([key, one]);
  }
  return form;
}

function groupOf(group: string, value: Json, kept: RecordForm['kept']): RecordRow[] {
  return Object.entries(value).flatMap(([key, one]) => {
    const row = rowOf([group, key], one);
    if (!row) kept.push([`${group}.${key}`, one]);
    return row ?? [];
  });
}

function rowOf(path: RecordPath, value: unknown): RecordRow | null {
  if (typeof value === 'string') return { path, as: 'text', value };
  if (typeof value === 'number') return { path, as: 'number', value };
  if (typeof value === 'boolean') return { path, as: 'switch', value };
  const isList = Array.isArray(value) && value.every((one) => typeof one === 'string');
  return isList ? { path, as: 'list', value } : null;
}

/** The record with another value at a path; `undefined` takes it out. All else stays, in its order. */
export function withValue(record: Json, path: RecordPath, value: unknown): Json {
  const [key, inner] = path;
  if (inner === undefined) {
    if (value !== undefined) return { ...record, [key]: value };
    const { [key]: _, ...others } = record;
    return others;
  }
  const group = record[key];
  return { ...record, [key]: withValue(isRecord(group) ? group : {}, [inner], value) };
}

/** A key as people read it: `pain_points` is "Pain points". */
export function keyLabel(key: string): string {
  const words = key.replaceAll(/[_-]+/g, ' ').trim();
  return words === '' ? key : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** The key for what somebody called a new field: "Pain points" is `pain_points`. */
export const keyOf = (label: string): string => label.trim().toLowerCase().replaceAll(/\s+/g, '_');

/** Texts of a list as they are typed, one a line. */
export const linesOf = (texts: readonly string[]): string => texts.join('\n');

/** The inverse; lines without a word say nothing. */
export const textsOf = (lines: string): string[] =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
