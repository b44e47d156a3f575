import type { z } from 'zod';
import type { WritePermission } from '../core/permissions.ts';
import { fail, ok, type Result } from '../core/problem.ts';
import { getPerson, type Person, type Seated } from '../services/session.ts';
import { admitted, guarded, invalid } from './door.ts';

interface WorkspaceAction<Input extends z.ZodType, Output> {
  /** For the log: `area.verb`. */
  name: string;
  /**
   * What the person must be allowed to do in the workspace. Required: an action without one does not compile, nor does one that
   * only reads, since Next.js sends the actions of a page one after the other (../reads/define-read.ts).
   */
  permission: WritePermission;
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

/** A door for server actions, which write: signed in, allowed, input parsed, one call, a Result. */
export function defineAction<Input extends z.ZodType, Output>(
  action: WorkspaceAction<Input, Output>,
): InWorkspace<z.input<Input>, Output> {
  return async (workspace, input) =>
    guarded(action.name, async () => {
      const may = await admitted(String(workspace), action, async () => ok(input));
      return may.ok ? action.run(may.data.seated, may.data.input) : may;
    });
}

/** The same for actions outside of any workspace. */
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
