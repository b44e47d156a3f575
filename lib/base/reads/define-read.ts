import type { z } from 'zod';
import type { Permission } from '../core/permissions.ts';
import type { Result } from '../core/problem.ts';
import type { Seated } from '../services/session.ts';

/** How a read is asked. GET where the input fits into an address and nothing is written; its answers may be kept by the browser. */
export type ReadMethod = 'GET' | 'POST';

/** A question that the browser asks by its address, see serve-read.ts. The browser knows of it by a type-only import alone. */
export interface Read<
  Name extends string = string,
  Method extends ReadMethod = ReadMethod,
  Input extends z.ZodType = z.ZodType,
  Output = unknown,
> {
  /** The last part of its address, and for the log. */
  name: Name;
  method: Method;
  permission: Permission;
  input: Input;
  run(context: Seated, input: z.output<Input>): Promise<Result<Output>>;
  version?(context: Seated, input: z.output<Input>): Promise<Result<string | null>>;
  isShared?: boolean;
}

interface ReadInput<Name extends string, Method extends ReadMethod, Input extends z.ZodType, Output> {
  name: Name;
  /** POST for a large input, or where asking leaves a trace. GET unless it says so. */
  method?: Method;
  /** What the person must be allowed to do in the workspace. Required: a read without one does not compile. */
  permission: Permission;
  input: Input;
  /** The database client of `context` gives up as soon as nobody waits for the answer any more. */
  run(context: Seated, input: z.output<Input>): Promise<Result<Output>>;
  /**
   * Of GET, what the answer is a version of, where that is known without making the answer: a browser that has this version is
   * told so and `run` is not called. Null where it is not known; then the answer is made and its digest is compared.
   */
  version?(context: Seated, input: z.output<Input>): Promise<Result<string | null>>;
  /** Others may be waiting for the same work: it goes on when the one who asked first has left. */
  isShared?: boolean;
}

/**
 * A door for what the browser asks: the same checks as an action (../actions/door.ts), as a request of its own. Next.js sends
 * actions one after the other, so that a question would wait for a save that is under way, and cannot call one back.
 */
export function defineRead<
  const Name extends string,
  Input extends z.ZodType,
  Output,
  const Method extends ReadMethod = 'GET',
>(read: ReadInput<Name, Method, Input, Output>): Read<Name, Method, Input, Output> {
  return { ...read, method: read.method ?? ('GET' as Method) };
}
