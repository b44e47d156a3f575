import type { Result } from '#lib/base/core/problem.ts';
import { suggestSlug } from '#lib/base/core/slug.ts';

const MOST_TRIES = 20;
/** Room for a number behind a slug of at most 200 characters. */
const LONGEST_BASE = 190;

/**
 * Tries a slug made from a title, then the same with the next number behind it, as long as the slug is what is in the way.
 * The last answer is given, whatever it says.
 */
export async function withFreeSlug<T>(
  title: string,
  kind: string,
  run: (slug: string) => Promise<Result<T>>,
): Promise<Result<T>> {
  const base = suggestSlug(title, kind).slice(0, LONGEST_BASE);
  let answer = await run(base);
  for (let nth = 2; nth <= MOST_TRIES && !answer.ok && answer.problem.fields?.slug; nth++)
    answer = await run(`${base}-${nth}`);
  return answer;
}
