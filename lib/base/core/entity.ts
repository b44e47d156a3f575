import { z } from 'zod';
import { type ContentKind, KINDS, type NamedKind } from './content-kinds.ts';
import { SLUG_PATTERN } from './slug.ts';
import { isDate, isVisible } from './visible.ts';

/** How a field is shown and written outside of its own schema. */
export interface FieldNotes {
  /** Name of the column where a bundle spells the field differently (`id` of an objective is `objective_id`). */
  column?: string;
  /** The value a row has when nobody said anything; such a field may be left out of a bundle. */
  initial?: boolean | number | string;
}

/** A reference of a kind to another: the column that holds the id, and the bundle field that holds the slug. */
export interface Reference {
  column: string;
  field: string;
  kind: NamedKind | 'persona';
  is_optional?: boolean;
}

interface EntityInput<Fields extends z.ZodRawShape> {
  /** The array of a bundle that holds this kind. */
  list: string;
  refs: Reference[];
  fields: Fields;
  notes?: Partial<Record<keyof Fields & string, FieldNotes>>;
  /** Field (in bundle spelling) that tells entities apart below their references; none for pure relations. */
  key?: keyof Fields & string;
}

/**
 * One shape per type. `fields` are zod schemas in bundle spelling without defaults (a default under `.partial()` would
 * invent values) and without refinements (which `.pick()` and `.partial()` refuse). Everything else is derived:
 * `create` and `patch` for forms and actions, `bundle` for imports and the JSON Schema. What needs no schema stands in
 * `KINDS` (content-kinds.ts).
 */
export function defineEntity<const Kind extends ContentKind, const Fields extends z.ZodRawShape>(
  kind: Kind,
  input: EntityInput<Fields>,
) {
  const refs = Object.fromEntries(
    input.refs.map((ref) => [ref.field, ref.is_optional ? slugSchema.nullish() : slugSchema]),
  );
  const [one, many] = KINDS[kind].label;
  return {
    ...input,
    kind,
    table: KINDS[kind].table as (typeof KINDS)[Kind]['table'],
    label: { one, many },
    notes: (input.notes ?? {}) as Partial<Record<string, FieldNotes>>,
    create: z.strictObject(input.fields),
    patch: z.strictObject(input.fields).partial(),
    bundle: z.looseObject({ ...refs, ...input.fields }),
  };
}

export const slugSchema = z.string().max(200).regex(SLUG_PATTERN).meta({
  description: 'Lowercase letters, digits and single hyphens between them.',
});

/** A day of the calendar as ISO 8601 writes it, with or without a time. */
export const dateText = z.string().check((ctx) => {
  if (!isDate(ctx.value))
    ctx.issues.push({ code: 'invalid_format', format: 'date', origin: 'string', input: ctx.value });
});

/** A day of the calendar without a time. */
export const dayText = dateText.regex(/^\d{4}-\d{2}-\d{2}$/);

/**
 * Text with limits on its length in characters as the database and JSON Schema count them: code points. (JavaScript
 * counts UTF-16 units, in which an emoji is two.) What must be there has to show something.
 */
export function text(least: number, most: number) {
  return z
    .string()
    .check((ctx) => {
      // The cheap bound first: a string has at least as many units as characters.
      const units = ctx.value.length;
      if (least > 0 && units > 0 && units <= most && !isVisible(ctx.value)) {
        ctx.issues.push({ code: 'invalid_format', format: 'visible', origin: 'string', input: ctx.value });
        return;
      }
      if (units >= 2 * least && units <= most) return;
      // Of a text that is far too long nobody counts millions of characters: each has two units at most.
      const length = units > 2 * most ? units / 2 : [...ctx.value].length;
      if (length < least) {
        ctx.issues.push({ code: 'too_small', origin: 'string', minimum: least, inclusive: true, input: ctx.value });
      } else if (length > most) {
        ctx.issues.push({ code: 'too_big', origin: 'string', maximum: most, inclusive: true, input: ctx.value });
      }
    })
    .meta({ ...(least > 0 && { minLength: least }), maxLength: most });
}
