import type { z } from 'zod';
import type { BundleKind } from '#lib/base/core/kinds.ts';

export const BUNDLE_RULES = [
  'invalid_json',
  'invalid_utf8',
  'duplicate_key',
  'too_large',
  'too_deep',
  'bad_text',
  'inexact_number',
  'wrong_version',
  'unknown_kind',
  'missing_field',
  'invalid_type',
  'invalid_format',
  'unknown_value',
  'too_short',
  'too_long',
  'out_of_range',
  'invalid_value',
  'duplicate_slug',
  'duplicate_link',
  'self_link',
  'unresolved_reference',
  'reference_in_trash',
  'loop',
  'conflict',
  'invalid_package',
  'unusual_weight',
  'invalid_yaml',
  'unknown_field',
  'missing_file',
  'misplaced_file',
  'moved_file',
  'refused_file',
  'invalid_datetime',
  'flow_run_mismatch',
  'unknown_owner_key',
  'no_text',
  'duplicate_external_id',
] as const;
export type BundleRule = (typeof BUNDLE_RULES)[number];

/** One thing that is wrong with a bundle: where (JSON pointer), what, which entity, and what would fix it. */
export interface BundleProblem {
  code: BundleRule;
  severity: 'error' | 'warning';
  path: string;
  kind: BundleKind | null;
  slug: string | null;
  message: string;
  hint: string;
  /** Of a bundle that is a folder: the file that says it, and the line in it. */
  file?: string;
  line?: number;
}

/** Joins path parts to a JSON pointer (RFC 6901). */
export function pointer(...parts: (string | number)[]): string {
  return parts.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The parts of a JSON pointer, all of them text. */
export function pointerParts(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

type Finding = Pick<BundleProblem, 'code' | 'message' | 'hint'>;

const TYPE_NAMES: Record<string, string> = {
  string: 'text',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  array: 'a list',
};

/** Turns an issue of a zod schema into the rule it breaks, in words. */
export function describeIssue(issue: z.core.$ZodIssue, value: unknown): Finding {
  const field = issue.path.length > 0 ? issue.path.join('.') : 'This';
  switch (issue.code) {
    case 'invalid_type':
      if (value === undefined) {
        return { code: 'missing_field', message: `${field} is missing.`, hint: `Add ${field}.` };
      }
      return {
        code: 'invalid_type',
        message: `${field} must be ${TYPE_NAMES[issue.expected] ?? issue.expected}, but it is ${nameType(value)}.`,
        hint: `Write ${issue.path.length > 0 ? field : 'it'} as ${TYPE_NAMES[issue.expected] ?? issue.expected}.`,
      };
    case 'too_small':
      if (issue.origin === 'string') {
        return {
          code: 'too_short',
          message: `${field} must have at least ${issue.minimum} characters.`,
          hint: `Write at least ${issue.minimum} characters.`,
        };
      }
      return {
        code: 'out_of_range',
        message: `${field} must be at least ${issue.minimum}, but it is ${String(value)}.`,
        hint: `Use ${issue.minimum} or more.`,
      };
    case 'too_big':
      if (issue.origin === 'string') {
        const length = typeof value === 'string' ? countCharacters(value) : '?';
        return {
          code: 'too_long',
          message: `${field} may have at most ${issue.maximum} characters, but it has ${length}.`,
          hint: `Shorten it to ${issue.maximum} characters.`,
        };
      }
      return {
        code: 'out_of_range',
        message: `${field} may be at most ${issue.maximum}, but it is ${String(value)}.`,
        hint: `Use ${issue.maximum} or less.`,
      };
    case 'invalid_format':
      if (issue.format === 'visible')
        return {
          code: 'invalid_value',
          message: `${field} shows nothing: it is made of spaces or invisible characters.`,
          hint: 'Write something that can be seen.',
        };
      if (issue.format === 'date')
        return {
          code: 'invalid_value',
          message: `${field} is ${shorten(value)}, which is no date.`,
          hint: 'Write it as ISO 8601 does, like 2026-01-31 or 2026-01-31T09:30:00Z.',
        };
      return {
        code: 'invalid_format',
        message: `${field} has the wrong form: ${shorten(value)}.`,
        hint: issue.path.at(-1)?.toString().includes('slug')
          ? 'Use lowercase letters, digits and single hyphens between them.'
          : `Match the pattern ${'pattern' in issue ? String(issue.pattern) : issue.format}.`,
      };
    case 'invalid_value':
      if (value === undefined) return { code: 'missing_field', message: `${field} is missing.`, hint: `Add ${field}.` };
      return {
        code: 'unknown_value',
        message: `${field} is ${shorten(value)}, which is not one of its values.`,
        hint: `Use one of: ${issue.values.join(', ')}.`,
      };
    case 'invalid_union': {
      // Optional fields are unions with null; what matters is what the other branch says.
      const inner = issue.errors.find((branch) => branch.some((one) => one.code !== 'invalid_type')) ?? issue.errors[0];
      const first = inner?.[0];
      if (first) return describeIssue({ ...first, path: [...issue.path, ...first.path] }, value);
      break;
    }
  }
  return { code: 'invalid_value', message: `${field} is not valid.`, hint: 'See the JSON Schema of the bundle.' };
}

function nameType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return `the text ${shorten(value)}`;
  return `${typeof value} ${String(value)}`;
}

/** As the database counts them: two halves of a pair are one. A text of 15 MB as a list of its characters would be 240 MB. */
function countCharacters(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; count++) at += (text.codePointAt(at) as number) > 0xffff ? 2 : 1;
  return count;
}

function shorten(value: unknown): string {
  const shown = JSON.stringify(typeof value === 'string' ? value.slice(0, 80) : value) ?? String(value);
  return shown.length > 60 ? `${shown.slice(0, 57)}...` : shown;
}
