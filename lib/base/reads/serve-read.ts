import { createHash } from 'node:crypto';
import { admitted, guarded } from '../actions/door.ts';
import { fail, HTTP_STATUS, ok, type Result } from '../core/problem.ts';
import { isSameOrigin, RENEWED_HEADER } from '../core/request.ts';
import type { Seated } from '../services/session.ts';
import { VERSION } from '../version.ts';
import type { Read } from './define-read.ts';

/** Every read by its name. */
export type Registry<Reads> = { [Name in keyof Reads]: Read & { name: Name } };

/** Nobody is there any more to read the answer. */
const GONE = 499;
const NOT_ALLOWED = 405;

/** A lesson of a million characters, or twenty thousand slugs, as JSON. */
const MOST_BYTES = 8_000_000;

/** Answers a request for a read with the JSON of its Result, and a status that says the same. */
export async function serveRead(
  reads: Readonly<Record<string, Read>>,
  request: Request,
  { workspace, read: name }: { workspace: string; read: string },
): Promise<Response> {
  const read = Object.hasOwn(reads, name) ? reads[name] : undefined;
  if (!read) return told(fail('not_found', 'There is nothing to be read by this name.'));
  if (request.method !== read.method) {
    const refused = fail('invalid_input', `This is asked with ${read.method}.`);
    return told(refused, { status: NOT_ALLOWED, headers: { allow: read.method } });
  }
  const { signal } = request;
  let isRenewed = request.headers.has(RENEWED_HEADER);
  const asking = {
    signal: read.isShared ? undefined : signal,
    onRenewed: () => {
      isRenewed = true;
    },
  };
  let tag: string | null = null;
  const result = await guarded(
    read.name,
    async (): Promise<Result<unknown>> => {
      const given = async () => (read.method === 'POST' ? bodyOf(request) : inputOf(request.url));
      const may = await admitted(workspace, read, given, asking);
      if (!may.ok) return may;
      const { seated, input } = may.data;
      const version = isRenewed ? ok(null) : await versionOf(read, seated, input);
      if (!version.ok) return version;
      tag = version.data;
      return tag !== null && holds(request, tag) ? ok(HELD) : read.run(seated, input);
    },
    signal,
  );
  if (signal.aborted) return told(result, { status: GONE });
  if (result.ok && result.data === HELD) return unchanged(tag ?? '', isRenewed);
  if (!result.ok || read.method === 'POST' || isRenewed) return told(result);
  return kept(request, result, tag);
}

/** Stands for an answer that the browser has already. */
const HELD = Symbol('held');

const KEPT = 'private, no-cache';
const NOT_KEPT = 'no-store';

const told = (result: Result<unknown>, { status, headers }: { status?: number; headers?: HeadersInit } = {}) =>
  Response.json(result, {
    status: status ?? (result.ok ? 200 : HTTP_STATUS[result.problem.code]),
    headers: { ...headers, 'cache-control': NOT_KEPT },
  });

const unchanged = (tag: string, isRenewed: boolean) =>
  new Response(null, { status: 304, headers: { etag: tag, 'cache-control': isRenewed ? NOT_KEPT : KEPT } });

/** An answer that the browser may keep as long as it asks each time whether it is still the same. */
function kept(request: Request, result: Result<unknown>, version: string | null): Response {
  const text = JSON.stringify(result);
  const tag = version ?? tagOf(text);
  if (holds(request, tag)) return unchanged(tag, false);
  const headers = { 'content-type': 'application/json', etag: tag, 'cache-control': KEPT };
  return new Response(text, { headers });
}

const tagOf = (said: string) => `"${createHash('sha256').update(said).digest('base64url').slice(0, 27)}"`;

/**
 * The tag of a version, if it is known. A slug may lead to another workspace one day, and another build may say the same
 * version in other words.
 */
async function versionOf(read: Read, seated: Seated, input: unknown): Promise<Result<string | null>> {
  const version = read.version ? await read.version(seated, input) : ok(null);
  if (!version.ok || version.data === null) return version;
  const build = process.env.BUILD_STAMP ?? '';
  return ok(tagOf(JSON.stringify([VERSION, build, read.name, seated.workspace.id, input, version.data])));
}

/** Whether the browser has this already. Compared weakly, as If-None-Match is; what compresses on the way makes tags weak. */
const holds = (request: Request, tag: string) =>
  (request.headers.get('if-none-match') ?? '').split(',').some((one) => one.trim().replace(/^W\//, '') === tag);

const BAD_JSON = 'What was asked is not written as JSON.';

/** What the address asks: one parameter with JSON, so that numbers, lists and what is missing stay what they are. */
function inputOf(url: string): Result<unknown> {
  const asked = new URL(url).searchParams.get('input');
  return asked === null ? ok({}) : parsed(asked);
}

function parsed(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return fail('invalid_input', BAD_JSON);
  }
}

/** What a body asks, from a page of the studio. */
async function bodyOf(request: Request): Promise<Result<unknown>> {
  if (!isSameOrigin(request.headers)) return fail('forbidden', 'This request did not come from the studio.');
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? ''))
    return fail('invalid_input', BAD_JSON);
  const text = await bounded(request);
  return text === null ? fail('invalid_input', 'This is more than can be asked at once.') : parsed(text);
}

async function bounded(request: Request): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
