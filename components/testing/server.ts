import type { Problem, Result } from '#lib/base/core/problem.ts';

type Answer = (input: never) => Result<unknown> | Promise<Result<unknown>>;

const answers = new Map<string, Answer>();
const calls: { name: string; input: unknown }[] = [];

/** Says what the server answers in this test: to an action by the name of its export, to a read by the name in its address. */
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
 * What the stubs of `serverActions` call: an action takes the workspace and the input, one of a person the input alone.
 */
export async function call(name: string, args: unknown[]): Promise<Result<unknown>> {
  const input = args.at(-1);
  calls.push({ name, input });
  const how = answers.get(name);
  if (!how) throw new Error(`This test does not say what ${name} answers.`);
  return how(input as never);
}

const READ = /^\/w\/[^/]+\/api\/([^/]+)$/;

/** Answers reads, which are requests; everything else goes on to the server of the tests. */
export function answerReads(): void {
  const ask = globalThis.fetch;
  globalThis.fetch = async (resource, init) => {
    const address = new URL(resource instanceof Request ? resource.url : resource, location.href);
    const [, name] = READ.exec(address.pathname) ?? [];
    if (name === undefined) return ask(resource, init);
    const input = typeof init?.body === 'string' ? init.body : (address.searchParams.get('input') ?? '{}');
    return Response.json(await call(name, ['', JSON.parse(input)]));
  };
}
