import type { ContentKind, NamedKind } from '#lib/base/core/content-kinds.ts';
import { factsOf, isNamedKind } from '#lib/base/core/content-kinds.ts';
import { BUNDLE_ENTITIES, isBundleKind } from '#lib/base/core/kinds.ts';
import type { Difference } from './history.ts';

const MOST_LETTERS = 180;
/** Who and where it is, and how a bundle wrote it: nothing a reader would call a change. */
export const SILENT = new Set(['id', 'ordinal', 'bundle_style']);

/** A value as a list shows it. `is_cut` says that there is more of it. */
export interface Brief {
  text: string | null;
  is_cut: boolean;
}

export interface FieldDifference {
  field: string;
  before: Brief;
  after: Brief;
}

/** One changed entity as a list shows it. */
export interface DifferenceLine {
  kind: ContentKind;
  entity_id: string;
  change: Difference['change'];
  slug: string | null;
  label: string;
  /** Slug of the spark or other entity on whose page this is found. */
  place: { kind: NamedKind; slug: string } | null;
  /** What differs; of an entity that came or went, what it says. */
  fields: FieldDifference[];
}

/** What the ids in some changes are called. */
export type Names = Map<string, { slug: string | null; label: string }>;

/** The columns of a kind that hold ids of others which are opened by name. */
export function refsOf(kind: ContentKind): { column: string; kind: NamedKind }[] {
  const refs = isBundleKind(kind) ? BUNDLE_ENTITIES[kind].refs : [];
  return refs.flatMap(({ column, kind: of }) => (isNamedKind(of) ? [{ column, kind: of }] : []));
}

/** A change as a list shows it. */
export function lineOf({ kind, entity_id, change, slug, before, after }: Difference, names: Names): DifferenceLine {
  const state = after ?? before ?? {};
  const ends = refsOf(kind).flatMap((ref) => {
    const name = names.get(String(state[ref.column]));
    return name ? [{ kind: ref.kind, ...name }] : [];
  });
  const place = isNamedKind(kind) && slug ? { kind, slug } : ends.find((end) => end.slug);
  return {
    kind,
    entity_id,
    change,
    slug,
    label: labelOf(kind, state, ends, slug) ?? entity_id,
    place: change !== 'removed' && place?.slug ? { kind: place.kind, slug: place.slug } : null,
    fields: fieldsOf(before, after, names),
  };
}

function labelOf(
  kind: ContentKind,
  state: Record<string, unknown>,
  ends: { label: string }[],
  slug: string | null,
): string | null {
  const { name } = factsOf(kind);
  const own = (name ? state[name.field] : state.path) ?? slug;
  if (typeof own === 'string') return own;
  const [first, second] = ends;
  if (kind === 'concept_spark' && first && second) return `${second.label} · ${first.label}`;
  if (first && second) return `${first.label} → ${second.label}`;
  return first?.label ?? null;
}

function fieldsOf(before: Difference['before'], after: Difference['after'], names: Names): FieldDifference[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...fields]
    .filter((field) => !SILENT.has(field) && !isSame(before?.[field], after?.[field]))
    .map((field) => ({ field, before: brief(before?.[field], names), after: brief(after?.[field], names) }));
}

// What says nothing says the same nothing, however it is written.
const NOTHING = ['null', '""', '{}', '[]'];

export function isSame(one: unknown, other: unknown): boolean {
  const [a, b] = [one, other].map((value) => JSON.stringify(value ?? null));
  return a === b || (NOTHING.includes(a ?? '') && NOTHING.includes(b ?? ''));
}

function brief(value: unknown, names: Names): Brief {
  if (isSame(value, null)) return { text: null, is_cut: false };
  const name = typeof value === 'string' ? names.get(value) : undefined;
  const whole = name?.label ?? (typeof value === 'string' ? value : JSON.stringify(value));
  const is_cut = whole.length > MOST_LETTERS;
  return { text: is_cut ? `${whole.slice(0, MOST_LETTERS).trimEnd()}…` : whole, is_cut };
}
