import { z } from 'zod';
import { CONTENT_KINDS, NAMED_KINDS } from '../core/content-kinds.ts';

// Parts that the schemas of many answers have alike.

export const kindJson = z.enum(CONTENT_KINDS);
export const namedKindJson = z.enum(NAMED_KINDS);

/** A body of fields that only some know what to do with: a state of an entity, a package. */
export const bodyJson = z.record(z.string(), z.unknown());

/**
 * A list of fixed length that comes ten thousandfold. One check a row is three times as fast as a tuple of schemas: the places
 * of 100,000 sparks in 20 ms instead of 150 (bench/parse.bench.ts).
 */
export function packedRow<Row extends readonly unknown[]>(...fields: ((value: unknown) => boolean)[]): z.ZodType<Row> {
  return z.custom<Row>(
    (row) => Array.isArray(row) && row.length === fields.length && fields.every((isField, at) => isField(row[at])),
  );
}

export const isText = (value: unknown) => typeof value === 'string';
export const isNumber = (value: unknown) => typeof value === 'number';
/** Of a field that may say nothing. */
export const orNull = (isField: (value: unknown) => boolean) => (value: unknown) => value === null || isField(value);
