import { randomUUID } from 'node:crypto';
import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import { can, PERMISSIONS, type Permission } from '../core/permissions.ts';
import { fail, ok, type Result } from '../core/problem.ts';
import { webLog } from '../log.ts';
import { getPerson, getSeated, type Person, type Seated } from '../services/session.ts';

interface WorkspaceAction<Input extends z.ZodType, Output> {
  /** For the log: `area.verb`. */
  name: string;
  /** What the person must be allowed to do in the workspace. Required: an action without one does not compile. */
  permission: Permission;
  input: Input;
  run: (context: Seated, input: z.output<Input>) => Promise<Result<Output>>;
}

interface PersonAction<Input extends z.ZodType, Output> {
  name: string;
  /** Anybody who is signed in, for what belongs to no workspace yet. */
  permission: 'signed_in';
  input: Input;
  run: (context: Person, input: z.output<Input>) => Promise<Result<Output>>;
}

/** An action in a workspace is called with the workspace's slug first. */
export type InWorkspace<Input, Output> = (workspace: string, input: Input) => Promise<Result<Output>>;

/**
 * A door for server actions: signed in, allowed, input parsed, one call, a Result. What is thrown is a bug: it is logged
 * with a reference, and the person gets a fixed sentence with that reference and nothing else.
 */
export function defineAction<Input extends z.ZodType, Output>(
  action: WorkspaceAction<Input, Output>,
): InWorkspace<z.input<Input>, Output> {
  return async (workspace, input) =>
    guarded(action.name, async () => {
      const may = await admitted(String(workspace), action.permission, action.input, input);
      return may.ok ? action.run(may.data.seated, may.data.input) : may;
    });
}

/** The person in the workspace with an input in order, if they may do this there at all. */
export async function admitted<Input extends z.ZodType>(
  workspace: string,
  permission: Permission,
  schema: Input,
  input: unknown,
): Promise<Result<{ seated: Seated; input: z.output<Input> }>> {
  const seated = await getSeated(workspace);
  if (!seated.ok) return seated;
  if (!can(seated.data.role, permission)) {
    const { role, may } = PERMISSIONS[permission];
    return fail('forbidden', `Only ${role === 'editor' ? 'members' : `${role}s`} may ${may}.`);
  }
  const parsed = schema.safeParse(input);
  return parsed.success ? ok({ seated: seated.data, input: parsed.data }) : invalid(parsed.error);
}

/** The same for change sets outside of any workspace. */
export function definePersonAction<Input extends z.ZodType, Output>(
  action: PersonAction<Input, Output>,
): (input: z.input<Input>) => Promise<Result<Output>> {
  return async (input) =>
    guarded(action.name, async () => {
      const person = await getPerson();
      if (!person) return fail('unauthenticated', 'Your session has ended. Sign in again.');
      const parsed = action.input.safeParse(input);
      return parsed.success ? action.run(person, parsed.data) : invalid(parsed.error);
    });
}

/** Nothing is thrown at a person; what failed because they left is no failure. */
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
