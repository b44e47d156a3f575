import { fail, type Problem, type ProblemCode } from '../core/problem.ts';

/** What supabase-js says of a refused request. */
export interface PostgresError {
  code?: string;
  message: string;
  details?: string | null;
  hint?: string | null;
}

const OWN_CODES: Record<string, ProblemCode> = {
  TW001: 'loop',
  TW002: 'wrong_state',
  TW003: 'stale',
  TW004: 'not_found',
  TW005: 'conflict',
  TW006: 'invalid_input',
  TW007: 'forbidden',
};

/**
 * The one place where an answer of the database becomes a problem. Sentences of our own functions (class TW) are written
 * for people; every other text of the database stays in the log.
 */
export function problemFromPostgres(error: PostgresError): { ok: false; problem: Problem } {
  const code = error.code ?? '';
  const own = OWN_CODES[code];
  if (own) return fail(own, sentence(error.message), { detail: parseDetail(error.details) });
  switch (code) {
    case '23505':
      return duplicate(error);
    case '23514':
      return outOfBounds(error);
    case '23502':
    case '22P02':
    case '22007':
    case '22003':
    case '22023':
      return fail('invalid_input', 'A value is missing or has the wrong form.');
    case '23503':
      return fail('conflict', 'Something else depends on this, or what it refers to is gone. Reload and try again.');
    case '42501':
      return fail('forbidden', 'Your role in this workspace does not allow that.');
    case 'PGRST116':
      return fail('not_found', 'This is not there, or not yours to see.');
    case 'PGRST301':
    case 'PGRST303':
      return fail('unauthenticated', 'Your session has ended. Sign in again.');
    case '40001':
    case '40P01':
    case '55P03':
      return fail('conflict', 'Somebody else was changing the same things. Try again.');
    case '57014':
      return fail('unavailable', 'This took too long and was stopped. Nothing was changed.', {
        detail: { sqlstate: code },
      });
  }
  // Refused before the database: the gateway says so without a code.
  if (code === '' && /invalid api key/i.test(error.message))
    return fail(
      'unauthenticated',
      'The publishable key is not one of this Supabase. Check the settings of the studio.',
    );
  if (
    code === '' ||
    code.startsWith('08') ||
    code.startsWith('57P') ||
    code.startsWith('53') ||
    /fetch failed|network/i.test(error.message)
  ) {
    return fail('unavailable', 'The database cannot be reached right now. Try again in a moment.');
  }
  return fail('bug', 'Something went wrong on our side. Nothing was changed.', { detail: { sqlstate: code } });
}

function duplicate(error: PostgresError) {
  const constraint = constraintOf(error);
  if (constraint?.endsWith('slug_key')) {
    return fail('conflict', 'This slug is taken.', { fields: { slug: 'This slug is taken. Choose another.' } });
  }
  if (constraint?.endsWith('_pair_key') && constraint.includes('links'))
    return fail('conflict', 'These two are linked already.');
  if (constraint === 'concept_sparks_pair_key') return fail('conflict', 'The spark stands in this concept already.');
  if (constraint === 'trail_performance_day_key') return fail('conflict', 'There are figures for this day already.');
  if (constraint === 'memberships_pkey') return fail('conflict', 'This person is a member already.');
  return fail('conflict', 'This exists already.');
}

/** Check constraints are named `<table>_<column>_<length|range|shape|object|visible|date>`. */
function outOfBounds(error: PostgresError) {
  const rule = constraintOf(error)?.match(/^(?:[a-z]+_)*?([a-z_]+?)_(length|range|shape|object|visible|date)$/);
  if (constraintOf(error)?.endsWith('_not_self')) return fail('invalid_input', 'A thing cannot be linked to itself.');
  const field = rule?.[1]?.replace(
    /^(domains|trails|concepts|sparks|beacons|objectives|workspaces|spark_links|concept_links)_/,
    '',
  );
  if (!rule || !field) return fail('invalid_input', 'A value is outside its limits.');
  const words = {
    length: 'has too few or too many characters',
    range: 'is out of range',
    shape: 'has the wrong form',
    object: 'must be an object',
    visible: 'shows nothing: it is made of spaces or invisible characters',
    date: 'is no date; write it like 2026-01-31',
  };
  const what = words[rule[2] as keyof typeof words];
  return fail('invalid_input', `${field} ${what}.`, { fields: { [field]: `This ${what}.` } });
}

function constraintOf(error: PostgresError): string | undefined {
  return error.message.match(/constraint "([a-z0-9_]+)"/)?.[1];
}

function parseDetail(details: string | null | undefined): unknown {
  if (!details) return undefined;
  try {
    return JSON.parse(details);
  } catch {
    return details;
  }
}

function sentence(message: string): string {
  const trimmed = message.trim();
  return `${trimmed.charAt(0).toUpperCase()}${trimmed.slice(1)}${/[.!?]$/.test(trimmed) ? '' : '.'}`;
}
