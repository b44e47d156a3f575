import { randomUUID } from 'node:crypto';
import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import { can, PERMISSIONS, type Permission } from '../core/permissions.ts';
import { fail, ok, type Result } from '../core/problem.ts';
import type { Asking } from '../data/clients/server.ts';
import { webLog } from '../log.ts';
import { getSeated, type Seated } from '../services/session.ts';

// What every door of the studio checks, in this order: signed in, in the workspace, allowed, input parsed. Actions
// (define-action.ts) and reads (../reads/serve-read.ts) stand on it; nothing else checks.

/** The person in the workspace with an input in order, if they may do this there at all. Of strangers no input is read. */
export async function admitted<Input extends z.ZodType>(
  workspace: string,
  door: { permission: Permission; input: Input },
  given: () => Promise<Result<unknown>>,
  asking?: Asking,
): Promise<Result<{ seated: Seated; input: z.output<Input> }>> {
  const seated = await getSeated(workspace, asking);
  if (!seated.ok) return seated;
  if (!can(seated.data.role, door.permission)) {
    const { role, may } = PERMISSIONS[door.permission];
    return fail('forbidden', `Only ${role === 'editor' ? 'members' : `${role}s`} may ${may}.`);
  }
  const input = await given();
  if (!input.ok) return input;
  const parsed = door.input.safeParse(input.data);
  return parsed.success ? ok({ seated: seated.data, input: parsed.data }) : invalid(parsed.error);
}

/**
 * Nothing is thrown at a person: what is thrown is a bug, is logged with a reference, and the person gets a fixed sentence with
 * that reference and nothing else. What failed because they left is no failure.
 */
export async function guarded<Output>(
  name: string,
  act: () => Promise<Result<Output>>,
  signal?: AbortSignal,
): Promise<Result<Output>> {
  try {
    const result = await act();
    if (!result.ok && result.problem.code === 'bug' && !signal?.aborted)
      webLog().error({ action: name, problem: result.problem }, 'action met a bug');
    return result;
  } catch (error) {
    unstable_rethrow(error);
    if (signal?.aborted) return fail('unavailable', 'The request was called back.');
    const reference = randomUUID().slice(0, 8);
    webLog().error({ action: name, reference, error }, 'action failed');
    return fail(
      'bug',
      `Something went wrong on our side (reference ${reference}). Try again; if it stays, tell your admin.`,
    );
  }
}

/** Problems of a form, one sentence a field. */
export function invalid(error: z.ZodError): { ok: false; problem: import('../core/problem.ts').Problem } {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) fields[issue.path.join('.')] ??= issue.message;
  return fail('invalid_input', 'Some values are not valid.', { fields });
}
