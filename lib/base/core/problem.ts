/**
 * Expected failures are values. The list of codes is closed: a caller may switch over it, a client may rely on it.
 * A thrown error is a bug and reaches people as the fixed sentence of `bug` only.
 */
export const PROBLEM_CODES = [
  'invalid_input',
  'unauthenticated',
  'forbidden',
  'not_found',
  'stale',
  'conflict',
  'loop',
  'wrong_state',
  'unavailable',
  'bug',
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** What went wrong, in a sentence a person can act on. `fields` names form fields, `detail` carries machine facts. */
export interface Problem {
  code: ProblemCode;
  message: string;
  fields?: Record<string, string>;
  detail?: unknown;
}

export type Result<T> = { ok: true; data: T } | { ok: false; problem: Problem };

export function ok<T>(data: T): { ok: true; data: T } {
  return { ok: true, data };
}

export function fail(
  code: ProblemCode,
  message: string,
  extra: Pick<Problem, 'fields' | 'detail'> = {},
): { ok: false; problem: Problem } {
  return { ok: false, problem: { code, message, ...extra } };
}

/** The HTTP status that a problem travels with. */
export const HTTP_STATUS: Record<ProblemCode, number> = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  stale: 409,
  conflict: 409,
  loop: 409,
  wrong_state: 409,
  unavailable: 503,
  bug: 500,
};
