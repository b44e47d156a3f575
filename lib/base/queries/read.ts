import type { Result } from '../core/problem.ts';

/** Asks a read of the studio (lib/base/actions/define-read.ts) by its address; `signal` calls it back, on the server as well. */
export async function fetchRead<Data>(
  workspace: string,
  name: string,
  asked: Record<string, string | number | null | undefined>,
  signal?: AbortSignal,
): Promise<Result<Data>> {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(asked))
    if (value !== null && value !== undefined) query.set(key, `${value}`);
  const answer = await fetch(`/w/${encodeURIComponent(workspace)}/api/${name}?${query}`, { signal });
  return answer.json();
}
