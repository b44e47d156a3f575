import type { Problem, Result } from '#lib/base/core/problem.ts';

type Answer = (input: never) => Result<unknown> | Promise<Result<unknown>>;

const answers = new Map<string, Answer>();
const calls: { name: string; input: unknown }[] = [];

/** Says what the server answers in this test when an action is called, by the name of its export. */
export function answer<Input>(name: string, how: (input: Input) => Result<unknown> | Promise<Result<unknown>>): void {
  answers.set(name, how as Answer);
}

export const done = (data: unknown): Result<never> => ({ ok: true, data: data as never });
export const refused = (problem: Problem): Result<never> => ({ ok: false, problem });

/** With what an action was called, call by call. */
export const inputsOf = <Input>(name: string): Input[] =>
  calls.filter((call) => call.name === name).map(({ input }) => input as Input);

export function forgetServer(): void {
  answers.clear();
  calls.length = 0;
}

/**
 * What the stubs of `serverActions` call: an action takes the workspace and the input.
 * @public in code that the plugin writes.
 */
export async function call(name: string, [, input]: unknown[]): Promise<Result<unknown>> {
  calls.push({ name, input });
  const how = answers.get(name);
  if (!how) throw new Error(`This test does not say what ${name} answers.`);
  return how(input as never);
}
