import type { Problem, Result } from '../core/problem.ts';
import { STUDIO } from '../core/studio-address.ts';

/** A problem on its way through TanStack Query, which knows only thrown errors. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

const UNREACHED: Problem = {
  code: 'unavailable',
  message: 'The studio did not answer. Check your connection and try again in a moment.',
};

/** The data of an action's answer, or its problem thrown. A session that has ended leads to the sign-in and back here. */
export async function unwrap<Data>(answer: Promise<Result<Data>>): Promise<Data> {
  const result = await answer.catch(() => ({ ok: false, problem: UNREACHED }) as const);
  if (result.ok) return result.data;
  if (result.problem.code === 'unauthenticated') leaveForSignIn();
  throw new ProblemError(result.problem);
}

/** What to tell the person about anything that a query or mutation threw. */
export function problemOf(error: unknown): Problem {
  return error instanceof ProblemError ? error.problem : UNREACHED;
}

export function leaveForSignIn(): void {
  if (typeof window === 'undefined') return;
  const here = `${location.pathname}${location.search}`;
  location.assign(STUDIO.signIn({ hasEnded: true, next: here }));
}
