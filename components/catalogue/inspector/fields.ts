import type { FieldErrors, Resolver } from 'react-hook-form';
import type { z } from 'zod';
import { KINDS, type NamedKind } from '#lib/base/core/content-kinds.ts';
import { BUNDLE_ENTITIES } from '#lib/base/core/kinds.ts';
import type { EntityHead } from '#lib/catalogue/data/entities.ts';
import { inspectorText } from './text.ts';

export type FieldValue = string | number | boolean | null;
export type Values = Record<string, FieldValue>;

/** What a row says in a field, as controls hold it; null for nothing. */
export function fieldOf(row: EntityHead, field: string): FieldValue {
  const columns: Readonly<Record<string, unknown>> = { ...row };
  const value = columns[field];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** What the inspector edits of a kind; limits and shapes come from its schema. */
export const editedFields = (kind: NamedKind): readonly string[] => KINDS[kind].edited;

/** How a select says that there is no value. */
export const NONE = 'none';

/** Values as controls hold them: an empty field is an empty text. */
export function valuesOf(kind: NamedKind, row: EntityHead): Values {
  return Object.fromEntries(
    editedFields(kind).map((field) => [field, fieldOf(row, field) ?? (field === 'category' ? NONE : '')]),
  );
}

/** The same as the database holds them. */
export function normalise(field: string, value: FieldValue | undefined): FieldValue {
  if (value === undefined || value === '' || (field === 'category' && value === NONE)) return null;
  if (typeof value !== 'string') return value;
  // A title is one line, however it was pasted.
  const written = field === 'title' || field === 'name' ? value.replace(/\s+/g, ' ') : value;
  return written.trim() || null;
}

/** The fields of the form that differ from a row. */
export function patchOf(kind: NamedKind, values: Values, base: EntityHead): Values {
  const patch: Values = {};
  for (const field of editedFields(kind)) {
    const value = normalise(field, values[field]);
    if (value !== fieldOf(base, field)) patch[field] = value;
  }
  return patch;
}

/** Which of the fields say something else in two versions. */
export function changedFields(kind: NamedKind, before: EntityHead, after: EntityHead): string[] {
  return Object.keys(patchOf(kind, valuesOf(kind, after), before));
}

export const limitOf = (kind: NamedKind, field: string): number | undefined =>
  schemaOf(kind, field)?.meta()?.maxLength as number | undefined;

function schemaOf(kind: NamedKind, field: string): z.ZodType | undefined {
  const schema = (BUNDLE_ENTITIES[kind].create.shape as Record<string, z.ZodType>)[field];
  const inner = (schema?.def as { innerType?: z.ZodType } | undefined)?.innerType;
  return schema?.meta()?.maxLength === undefined && inner ? (unwrapped(schema) ?? schema) : schema;
}

// `nullish()` wraps twice; limits are noted on what is inside.
function unwrapped(schema: z.ZodType | undefined): z.ZodType | undefined {
  let at = schema;
  for (let inner = at; inner; inner = (inner.def as { innerType?: z.ZodType }).innerType) at = inner;
  return at;
}

/** Checks every field with the schema of its kind, and says in a sentence what is wrong. */
export function resolverOf(kind: NamedKind): Resolver<Values> {
  const shape = BUNDLE_ENTITIES[kind].create.shape as Record<string, z.ZodType>;
  return async (values) => {
    const errors: FieldErrors<Values> = {};
    for (const field of editedFields(kind)) {
      const value = normalise(field, values[field]);
      // A title that was emptied is too short, not absent.
      const isText = typeof values[field] === 'string' && (field === 'title' || field === 'name' || field === 'slug');
      const parsed = shape[field]?.safeParse(value === null && isText ? '' : value);
      if (parsed && !parsed.success)
        errors[field] = { type: 'limits', message: problemText(field, parsed.error.issues[0]) };
    }
    return Object.keys(errors).length > 0 ? { values: {}, errors } : { values, errors: {} };
  };
}

function problemText(field: string, issue: z.core.$ZodIssue | undefined): string {
  if (field === 'estimated_mins') return inspectorText.limits.number(1, 60);
  if (field === 'slug') return inspectorText.limits.slug;
  if (field === 'color') return inspectorText.limits.color;
  if (issue?.code === 'invalid_format' && issue.format === 'visible') return inspectorText.limits.visible;
  if (issue?.code === 'too_small') return inspectorText.limits.least(Number(issue.minimum));
  if (issue?.code === 'too_big') return inspectorText.limits.most(Number(issue.maximum));
  return inspectorText.limits.other;
}
