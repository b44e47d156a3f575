import { CONTENT_KINDS, type ContentKind, NAMED_KINDS, type NamedKind } from '#lib/base/core/content-kinds.ts';
import { BUNDLE_ENTITIES, isBundleKind } from '#lib/base/core/kinds.ts';
import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { type LessonStretch, renderDifference } from '#lib/lessons/services/difference.ts';
import { studioOptions } from '#lib/lessons/services/preview.ts';
import * as data from '../data/differences.ts';
import type { Change } from '../data/snapshots.ts';
import type { ChangeSummary } from './snapshots.ts';

/** A value as a list shows it. `is_cut` says that there is more of it. */
export interface Brief {
  text: string | null;
  is_cut: boolean;
}

export interface FieldChange {
  field: string;
  before: Brief;
  after: Brief;
}

/** One changed entity as a list shows it. */
export interface ChangeLine {
  kind: ContentKind;
  entity_id: string;
  change: Change['change'];
  slug: string | null;
  label: string;
  /** Slug of the spark or other entity on whose page this is found. */
  place: { kind: NamedKind; slug: string } | null;
  /** What differs; of an entity that came or went, what it says. */
  fields: FieldChange[];
}

export interface ChangePage {
  lines: ChangeLine[];
  /** Where the next page begins. */
  next: number | null;
}

const PAGE_SIZE = 50;
const MOST_LETTERS = 180;
/** Who and where it is, and how a bundle wrote it: nothing a reader would call a change. */
const SILENT = new Set(['id', 'ordinal', 'bundle_style']);

/** Counts by kind of everything that differs. */
export async function countChanges(
  db: Db,
  workspace_id: string,
  scope: data.ChangeScope,
): Promise<Result<ChangeSummary>> {
  if (scope.before === scope.after) return ok({ total: 0, kinds: [] });
  const counted = await data.countChanges(db, workspace_id, scope);
  if (!counted.ok) return counted;
  const kinds = CONTENT_KINDS.flatMap((kind) => {
    const counts = counted.data[kind];
    return counts ? [{ kind, ...counts }] : [];
  });
  const total = kinds.reduce((sum, { added, changed, removed }) => sum + added + changed + removed, 0);
  return ok({ total, kinds });
}

/** A page of what differs, each with its changed fields in short. */
export async function listChanges(
  db: Db,
  workspace_id: string,
  scope: data.ChangeScope,
  filter: data.ChangeFilter,
  from: number,
): Promise<Result<ChangePage>> {
  if (scope.before === scope.after) return ok({ lines: [], next: null });
  const page = await data.changePage(db, workspace_id, scope, filter, { from, size: PAGE_SIZE });
  if (!page.ok) return page;
  const names = await namesFor(db, workspace_id, page.data);
  if (!names.ok) return names;
  const lines = page.data.map((change) => lineOf(change, names.data));
  return ok({ lines, next: page.data.length === PAGE_SIZE ? from + PAGE_SIZE : null });
}

export interface BothStates extends Pick<Change, 'before' | 'after'> {
  /** The lessons as readers see them; null where none differs, or one cannot be rendered. */
  lesson: LessonStretch[] | null;
}

/** Both states of one entity, whole. */
export async function readChange(
  db: Db,
  workspace: { id: string; slug: string },
  scope: data.ChangeScope,
  entity_id: string,
): Promise<Result<BothStates>> {
  const change = await data.changeOf(db, workspace.id, scope, entity_id);
  if (!change.ok) return change;
  const { before, after } = change.data;
  return ok({ before, after, lesson: await lessonOf(db, workspace, before, after) });
}

/** How two states of a lesson differ as readers see it. */
export async function lessonOf(
  db: Db,
  workspace: { id: string; slug: string },
  before: Change['before'],
  after: Change['after'],
): Promise<LessonStretch[] | null> {
  const [old, now] = [before?.content_md, after?.content_md];
  if (typeof old !== 'string' || typeof now !== 'string' || old === now) return null;
  return renderDifference(old, now, studioOptions(db, workspace));
}

type Names = Map<string, { slug: string | null; label: string }>;

/** What the ids in some changes are called. */
export async function namesFor(db: Db, workspace_id: string, changes: Change[]): Promise<Result<Names>> {
  const wanted = new Map(NAMED_KINDS.map((kind) => [kind, new Set<string>()]));
  for (const { kind, before, after } of changes) {
    for (const ref of refsOf(kind)) {
      for (const state of [before, after]) {
        const id = state?.[ref.column];
        if (typeof id === 'string') wanted.get(ref.kind as NamedKind)?.add(id);
      }
    }
  }
  return data.namesOf(db, workspace_id, wanted);
}

function refsOf(kind: ContentKind) {
  return isBundleKind(kind) ? BUNDLE_ENTITIES[kind].refs : [];
}

/** A change as a list shows it. */
export function lineOf({ kind, entity_id, change, slug, before, after }: Change, names: Names): ChangeLine {
  const state = after ?? before ?? {};
  const ends = refsOf(kind).flatMap((ref) => {
    const name = names.get(String(state[ref.column]));
    return name ? [{ kind: ref.kind as NamedKind, ...name }] : [];
  });
  const isNamed = (NAMED_KINDS as readonly string[]).includes(kind);
  const place = isNamed && slug ? { kind: kind as NamedKind, slug } : ends.find((end) => end.slug);
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
  const own = state.title ?? state.name ?? state.path ?? slug;
  if (typeof own === 'string') return own;
  const [first, second] = ends;
  if (kind === 'concept_spark' && first && second) return `${second.label} · ${first.label}`;
  if (first && second) return `${first.label} → ${second.label}`;
  return first?.label ?? null;
}

function fieldsOf(before: Change['before'], after: Change['after'], names: Names): FieldChange[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...fields]
    .filter((field) => !SILENT.has(field) && !isSame(before?.[field], after?.[field]))
    .map((field) => ({ field, before: brief(before?.[field], names), after: brief(after?.[field], names) }));
}

// What says nothing says the same nothing, however it is written.
const NOTHING = ['null', '""', '{}', '[]'];

function isSame(one: unknown, other: unknown): boolean {
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
