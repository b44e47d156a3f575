import type { BundleKind } from '#lib/base/core/kinds.ts';
import { BUNDLE_ENTITIES } from '#lib/base/core/kinds.ts';

/**
 * An item of a bundle in the normal form in which it travels to the database: fields named like columns, references as
 * slugs, unknown fields under `extras`, and how optional fields were written under `bundle_style`.
 */
export interface ImportItem {
  kind: BundleKind;
  /** Place in its array of the bundle. */
  position: number;
  /** What tells it apart within its kind: a slug, `source>target`, `concept#objective`. */
  key: string;
  a: string | null;
  b: string | null;
  fields: Record<string, unknown>;
}

/** A row as export reads it: the columns, and the slugs behind its two references. */
export interface ExportRow {
  body: Record<string, unknown>;
  a: string | null;
  b: string | null;
}

interface BundleStyle {
  /** Optional fields that were left out although they have an initial value. */
  omitted?: string[];
  /** Optional fields that were written as null rather than left out. */
  nulls?: string[];
}

export type BundleItem = Record<string, unknown>;

/** The key of an item that need not be valid; null when what it is made from is missing. */
export function keyOf(kind: BundleKind, item: BundleItem): string | null {
  const { refs, key } = BUNDLE_ENTITIES[kind];
  const parts = refs.filter((ref) => !ref.is_optional).map((ref) => item[ref.field]);
  const own = key === undefined ? undefined : item[key];
  if (parts.some((part) => typeof part !== 'string') || (key !== undefined && typeof own !== 'string')) return null;
  if (key === undefined) return parts.join('>');
  // A slug is unique in the workspace; another key only below what the item belongs to.
  return key === 'slug' || parts.length === 0 ? String(own) : `${parts.join('>')}#${own}`;
}

/** Brings a valid item into normal form. */
export function toImportItem(kind: BundleKind, position: number, item: BundleItem): ImportItem {
  const entity = BUNDLE_ENTITIES[kind];
  const fields: Record<string, unknown> = {};
  const extras: Record<string, unknown> = {};
  const omitted: string[] = [];
  const nulls: string[] = [];
  const known = new Set<string>(entity.refs.map((ref) => ref.field));

  for (const name of Object.keys(entity.fields)) {
    known.add(name);
    const notes = entity.notes[name];
    const value = item[name];
    if (value === undefined) {
      if (notes?.initial !== undefined) omitted.push(name);
      continue;
    }
    if (value === null) nulls.push(name);
    fields[notes?.column ?? name] = value;
  }
  for (const ref of entity.refs) {
    if (item[ref.field] === null) {
      fields[ref.column] = null;
      nulls.push(ref.field);
    }
  }
  for (const [name, value] of Object.entries(item)) if (!known.has(name)) extras[name] = value;

  if (Object.keys(extras).length > 0) fields.extras = extras;
  const style: BundleStyle = { ...(omitted.length > 0 && { omitted }), ...(nulls.length > 0 && { nulls }) };
  if (Object.keys(style).length > 0) fields.bundle_style = style;

  const slugs = entity.refs.map((ref) => (typeof item[ref.field] === 'string' ? String(item[ref.field]) : null));
  return { kind, position, key: keyOf(kind, item) ?? '', a: slugs[0] ?? null, b: slugs[1] ?? null, fields };
}

/** The inverse of toImportItem: a row as the bundle item it came from, or would have come from. */
export function toBundleItem(kind: BundleKind, row: ExportRow): BundleItem {
  const entity = BUNDLE_ENTITIES[kind];
  const style = (row.body.bundle_style ?? {}) as BundleStyle;
  const item: BundleItem = {};

  entity.refs.forEach((ref, side) => {
    const slug = side === 0 ? row.a : row.b;
    if (slug !== null) item[ref.field] = slug;
    else if (style.nulls?.includes(ref.field)) item[ref.field] = null;
  });
  for (const name of Object.keys(entity.fields)) {
    const notes = entity.notes[name];
    const value = row.body[notes?.column ?? name] ?? null;
    if (value === null) {
      if (style.nulls?.includes(name)) item[name] = null;
    } else if (value !== notes?.initial || !style.omitted?.includes(name)) {
      item[name] = value;
    }
  }
  return Object.assign(item, row.body.extras);
}
