import type { Problem, Result } from '#lib/core/problem';

/** A problem on its way through TanStack Query, which knows failures as thrown errors only. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** The data of a result, or its problem thrown. */
export async function unwrap<Data>(result: Promise<Result<Data>>): Promise<Data> {
  const answer = await result;
  if (answer.ok) return answer.data;
  throw new ProblemError(answer.problem);
}

/** The problem behind anything thrown; a request that never arrived has one as well. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return { code: 'unavailable', message: 'The studio did not answer. Nothing was changed: try again in a moment.' };
}
