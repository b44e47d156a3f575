import type { z } from 'zod';
import type { Result } from '../core/problem.ts';
import { inWorkspace } from '../core/studio-address.ts';
import type { Read } from '../reads/define-read.ts';

type InputOf<R extends Read> = z.input<R['input']>;
type OutputOf<R extends Read> = R extends Read<string, 'GET' | 'POST', z.ZodType, infer Output> ? Output : never;

/**
 * Asks a read of the studio by its address; the type argument says which, the name is checked against it. `signal` calls it
 * back, on the server and in the database as well: pass that of the query, or undefined where nothing ever leaves.
 */
export async function fetchRead<R extends Read<string, 'GET'>>(
  workspace: string,
  name: R['name'],
  input: InputOf<R>,
  signal: AbortSignal | undefined,
): Promise<Result<OutputOf<R>>> {
  const asked = JSON.stringify(input);
  const query = asked === '{}' ? '' : `?input=${encodeURIComponent(asked)}`;
  return (await fetch(`${inWorkspace(workspace).read(name)}${query}`, { signal })).json();
}

/** The same for a read with a large input, or one that leaves a trace. Nothing of it is kept by the browser. */
export async function postRead<R extends Read<string, 'POST'>>(
  workspace: string,
  name: R['name'],
  input: InputOf<R>,
  signal: AbortSignal | undefined,
): Promise<Result<OutputOf<R>>> {
  const answer = await fetch(inWorkspace(workspace).read(name), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
    signal,
  });
  return answer.json();
}
