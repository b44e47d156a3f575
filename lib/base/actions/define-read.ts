import type { z } from 'zod';
import type { Permission } from '../core/permissions.ts';
import { HTTP_STATUS, type Result } from '../core/problem.ts';
import type { Seated } from '../services/session.ts';
import { admitted, guarded } from './define-action.ts';

interface WorkspaceRead<Input extends z.ZodType, Output> {
  /** For the log: `area.verb`. */
  name: string;
  /** What the person must be allowed to do in the workspace. Required: a read without one does not compile. */
  permission: Permission;
  /** What the query of the address holds, every value a string. */
  input: Input;
  /** `signal` ends when nobody waits for the answer any more. */
  run: (context: Seated, input: z.output<Input>, signal: AbortSignal) => Promise<Result<Output>>;
}

type Route = (request: Request, context: { params: Promise<{ workspace: string }> }) => Promise<Response>;

/** Nobody is there any more to read the answer. */
const GONE = 499;

/**
 * A door for what the browser asks again and again: the same checks as an action, as a route handler. Next.js sends actions
 * one after the other, so that a question would wait for a save that is under way, and cannot call one back.
 */
export function defineRead<Input extends z.ZodType, Output>(read: WorkspaceRead<Input, Output>): Route {
  return async (request, { params }) => {
    const { workspace } = await params;
    const result = await guarded(
      read.name,
      async () => {
        const asked = Object.fromEntries(new URL(request.url).searchParams);
        const may = await admitted(workspace, read.permission, read.input, asked);
        return may.ok ? read.run(may.data.seated, may.data.input, request.signal) : may;
      },
      request.signal,
    );
    const status = request.signal.aborted ? GONE : result.ok ? 200 : HTTP_STATUS[result.problem.code];
    return Response.json(result, { status, headers: { 'cache-control': 'no-store' } });
  };
}
