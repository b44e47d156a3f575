import type { Problem } from '#lib/base/core/problem.ts';
import { SLUG_PATTERN } from '#lib/base/core/slug.ts';
import { tokenClient } from '#lib/base/data/clients/token.ts';
import { env } from '#lib/base/env.ts';
import { webLog } from '#lib/base/log.ts';
import { readCursor } from '../core/cursor.ts';
import { ENDPOINTS, type Endpoint, type EndpointName, matchEndpoint, readQuery } from '../core/endpoints.ts';
import type { ContentProblemCode, ParameterProblem } from '../core/problem.ts';
import { type ContentAccess, contentAccess, type Reader } from '../data/content.ts';
import { type Answer, type Kept, keep, preflight, present, redirect, refuse, type Wish } from './answer.ts';
import { type Credentials, readCredentials } from './credentials.ts';
import { type Read, type ReadRequest, readContent } from './read.ts';
import { answerKey, contentState, movedOf } from './state.ts';

const BASE = '/api/v1/';

/** A parsed request: what is read, of which snapshot, and what the answer is called in the cache. */
interface Parsed {
  workspace: string;
  snapshot_id?: string;
  read: Omit<ReadRequest, 'snapshot_id'>;
  representation: string;
}

/** Answers any request below `/api/v1/{workspace}` that no other route takes. Never throws. */
export async function answerContent(request: Request): Promise<Answer> {
  const wish: Wish = {
    method: request.method,
    ifNoneMatch: request.headers.get('if-none-match'),
    acceptEncoding: request.headers.get('accept-encoding'),
  };
  if (request.method === 'OPTIONS') return preflight();
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse('method_not_allowed', wish);
  try {
    const url = new URL(request.url);
    const parsed = parse(url);
    if (!('read' in parsed)) return refuse(parsed.code, wish, parsed);
    const credentials = readCredentials(request.headers.get('authorization'), request.headers.get('x-content-key'));
    return await answer(url, parsed, credentials, wish);
  } catch (error) {
    webLog().error({ error }, 'the content API met a bug');
    return refuse('bug', wish);
  }
}

async function answer(url: URL, parsed: Parsed, credentials: Credentials, wish: Wish): Promise<Answer> {
  const state = contentState();
  const { supabaseUrl, publishableKey } = env();
  const reader: Reader = {
    db: tokenClient(supabaseUrl, publishableKey, credentials.access_token),
    key_hash: credentials.key_hash,
  };
  const ask = () => contentAccess(reader, parsed.workspace, parsed.snapshot_id);
  // A person's right is asked for every time: nobody tells this process when a membership ends.
  const access = credentials.access_token
    ? await ask()
    : await state.pointers.find({ ...parsed, ...credentials }, await movedOf(state, parsed.workspace), ask);
  if (!access.ok) return refuseFor(access.problem, wish, 'workspace_not_found');
  const { snapshot_id, is_open } = access.data;
  if (!snapshot_id) return refuse(parsed.snapshot_id ? 'snapshot_not_found' : 'nothing_promoted', wish);

  const how = { is_open: is_open && !isReady(access.data), is_exact: parsed.snapshot_id !== undefined };
  const name = answerKey(snapshot_id, parsed.representation);
  const known = state.answers.get(name) ?? (await make(reader, parsed, snapshot_id, name));
  if (known === null) return refuse('not_found', wish);
  if ('ok' in known) return refuseFor(known.problem, wish, 'snapshot_not_found');
  if ('moved_to' in known) return redirect(renamed(url, parsed, known.moved_to), how);
  state.addresses.set(`${url.pathname}${url.search}`, {
    workspace: parsed.workspace,
    snapshot_id: parsed.snapshot_id,
    representation: parsed.representation,
  });
  return present(known, how, wish);
}

const isReady = (access: Partial<ContentAccess>) => access.status === 'ready';

type Made = Kept | { moved_to: string } | { ok: false; problem: Problem } | null;
// Many readers may want the same cold thing at once, just after a promotion: one of them fetches it.
const making = new Map<string, Promise<Made>>();

function make(reader: Reader, parsed: Parsed, snapshot_id: string, name: string): Promise<Made> {
  const shared = making.get(name);
  if (shared) return shared;
  const made = readContent(reader, { ...parsed.read, snapshot_id }).then((read): Made => {
    if (!read.ok) return read;
    const found: Read = read.data;
    if (!found || 'moved_to' in found) return found;
    const { is_partial = false } = found;
    const kept = keep(snapshot_id, found.type, found.text, is_partial);
    if (!is_partial) contentState().answers.set(name, kept);
    return kept;
  });
  making.set(name, made);
  const done = () => making.delete(name);
  made.then(done, done);
  return made;
}

function refuseFor(problem: Problem, wish: Wish, missing: ContentProblemCode): Answer {
  if (problem.code === 'not_found') return refuse(missing, wish);
  if (problem.code === 'unauthenticated' || problem.code === 'unavailable') return refuse(problem.code, wish);
  webLog().error({ problem }, 'the content API met a bug');
  return refuse('bug', wish);
}

function parse(url: URL): Parsed | { code: ContentProblemCode; errors?: ParameterProblem[] } {
  const [workspace = '', ...segments] = url.pathname.slice(BASE.length).split('/');
  const match = matchEndpoint(segments);
  if (!match) return { code: 'unknown_resource' };
  const endpoint: Endpoint = ENDPOINTS[match.name];
  const parameters = readQuery(endpoint, url.searchParams);
  if (!parameters.ok) return { code: 'invalid_parameters', errors: parameters.errors };
  if (!SLUG_PATTERN.test(workspace)) return { code: 'workspace_not_found' };
  // What cannot be a slug is not there; nobody need ask the database.
  if (match.slug !== undefined && !SLUG_PATTERN.test(match.slug)) return { code: 'not_found' };

  const { query } = parameters;
  const list = listName(match.name, query);
  let snapshot_id = query.snapshot as string | undefined;
  let after: readonly [number, string] | undefined;
  if (typeof query.cursor === 'string') {
    const cursor = readCursor(query.cursor);
    const message =
      cursor === null
        ? 'is not a cursor of this API'
        : cursor.list !== list
          ? 'belongs to another list'
          : snapshot_id !== undefined && snapshot_id !== cursor.snapshot_id
            ? 'belongs to another snapshot'
            : null;
    if (cursor === null || message !== null) {
      return { code: 'invalid_parameters', errors: [{ parameter: 'cursor', message: message ?? '' }] };
    }
    snapshot_id = cursor.snapshot_id;
    after = cursor.after;
  }
  const read = { endpoint: match.name, slug: match.slug, query, list, after };
  return { workspace, snapshot_id: snapshot_id?.toLowerCase(), read, representation: representation(segments, query) };
}

/** A cursor works for the list it came from, cut in the same way; the size of a page may change. */
function listName(name: EndpointName, query: Record<string, unknown>): string {
  const { snapshot, cursor, limit, ...cut } = query;
  return `${name}?${new URLSearchParams(cut as Record<string, string>)}`;
}

/** One name for all spellings of the same request. */
function representation(segments: readonly string[], query: Record<string, unknown>): string {
  const { snapshot, ...rest } = query;
  const pairs = Object.entries(rest).map(([name, value]) => [name, String(value)]);
  return `${segments.join('/')}?${new URLSearchParams(pairs.sort(([a = ''], [b = '']) => (a < b ? -1 : 1)))}`;
}

function renamed(url: URL, parsed: Parsed, moved_to: string): string {
  const to = new URL(url);
  if (parsed.read.endpoint === 'path') to.searchParams.set('to', moved_to);
  else {
    const segments = to.pathname.split('/');
    // /api/v1/{workspace}/{resource}/{slug}
    segments[5] = moved_to;
    to.pathname = segments.join('/');
  }
  return `${to.pathname}${to.search}`;
}
