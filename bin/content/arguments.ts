import { InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { NAMED_KINDS } from '#lib/base/core/content-kinds.ts';
import { BUNDLE_KINDS, isBundleKind } from '#lib/base/core/kinds.ts';
import type { Chosen } from '#lib/bundles/core/selection.ts';
import { COLUMN_ROLES, type ColumnRole } from '#lib/results/core/columns.ts';
import { REASONS, type ReasonName } from '#lib/review/core/proposal.ts';
import { parseSelector, type Selector } from '#lib/snapshots/services/selection.ts';

// What stands behind the options of the tool, understood; each refusal says what to write instead.

export const SELECTORS = 'spark:joins, spark_link:joins>views, concept_spark:tables>joins, objective:tables#o1';
const MOST = 10_000;

export function number(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > MOST)
    throw new InvalidArgumentError(`Give a number from 1 to ${MOST}.`);
  return value;
}

export function selector(text: string, before: Selector[] = []): Selector[] {
  const parsed = parseSelector(text);
  if (!parsed) throw new InvalidArgumentError(`Write KIND:KEY: ${SELECTORS}.`);
  return [...before, parsed];
}

export function skipped(text: string, before: string[] = []): string[] {
  const parsed = parseSelector(text);
  if (!parsed || !isBundleKind(parsed.kind))
    throw new InvalidArgumentError(`Write KIND:KEY: ${SELECTORS}. Kinds: ${BUNDLE_KINDS.join(', ')}.`);
  return [...before, text];
}

export function chosen(text: string, before: Chosen[] = []): Chosen[] {
  const parsed = parseSelector(text);
  const kind = NAMED_KINDS.find((one) => one === parsed?.kind);
  if (!parsed || !kind) throw new InvalidArgumentError(`Write KIND:SLUG. Kinds: ${NAMED_KINDS.join(', ')}.`);
  return [...before, { kind, slug: parsed.key }];
}

export function columns(text: string): ColumnRole[] {
  return text.split(',').map((name) => {
    const role = COLUMN_ROLES.find((one) => one === name.trim());
    if (!role) throw new InvalidArgumentError(`Name each column with one of ${COLUMN_ROLES.join(', ')}.`);
    return role;
  });
}

export function named(text: string, before: Record<string, string> = {}): Record<string, string> {
  const [, name, exercise] = /^(.+)=([^=]+\/[^=]+)$/.exec(text) ?? [];
  if (!name || !exercise) throw new InvalidArgumentError('Write NAME=SPARK/EXERCISE.');
  return { ...before, [name]: exercise };
}

export function offset(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Give a number from 0 on.');
  return Number(text);
}

export function days(text: string): number {
  const found = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (found < 1 || found > 365) throw new InvalidArgumentError('Give days from 1 to 365.');
  return found;
}

export function reason(text: string): ReasonName {
  const found = REASONS.find((one, nth) => one === text || String(nth + 1) === text);
  if (!found) throw new InvalidArgumentError(`Give one of ${REASONS.join(', ')}, or its number.`);
  return found;
}

export function place(text: string): Chosen {
  const [one] = chosen(text);
  if (!one) throw new InvalidArgumentError('Write KIND:SLUG.');
  return one;
}

export function uuid(text: string): string {
  if (!z.uuid().safeParse(text).success)
    throw new InvalidArgumentError('Give an id, as content jobs and content proposals list them.');
  return text;
}
