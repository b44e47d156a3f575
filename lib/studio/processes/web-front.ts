import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { isReadableUrl } from '#lib/base/core/address.ts';
import { CALLER_HEADER, Proxies } from '#lib/base/core/caller.ts';
import { isServedHost } from '#lib/base/core/hosts.ts';
import { type Answer, refuse } from '#lib/delivery/services/answer.ts';
import { credentials, hotAnswer } from '#lib/delivery/services/hot.ts';
import type { RateLimit } from '#lib/delivery/services/rate.ts';
import type { ContentState } from '#lib/delivery/services/state.ts';

/** What an answer from memory costs a reader, and what one costs that has to be made. */
const HOT = 1;
const COLD = 10;

/** What programs ask for in a loop: the content API, and files of lessons. */
const LIMITED = /^\/(api\/v1|assets)\//;

const UNREADABLE = 'The address is not text: a % in it stands for no character of UTF-8, or for one that ends a text.';

export interface FrontOptions {
  state: ContentState;
  limit: RateLimit;
  /** Names that are served beside those of this machine. */
  hosts: readonly string[];
  /** Networks of proxies beside those on this machine. */
  proxies: readonly string[];
  /** Everything that is not in memory. */
  next: RequestListener;
}

/** Answers what readers ask again and again before Next.js sees it (docs/decisions/020-hot-reads.md). */
export function createFront({ state, limit, hosts, proxies, next }: FrontOptions): RequestListener {
  const known = new Proxies(proxies);
  return (request, response) => {
    if (!isServedHost(request.headers.host, hosts)) return misdirected(response);
    // It would give back what was sent, cookies included; Next.js knows no answer to it but a fault.
    if (request.method === 'TRACE') return notAllowed(response);
    // Also on what Next.js answers by itself, before any page: redirects of addresses with too many slashes.
    response.setHeader('x-content-type-options', 'nosniff');
    const caller = sayWhoAsks(known, request);
    if (!isReadableUrl(request.url ?? ''))
      return send(response, refuse('invalid_parameters', { method: request.method ?? '' }, { detail: UNREADABLE }));
    if (!LIMITED.test(request.url ?? '') || request.method === 'OPTIONS') return next(request, response);
    const goOn = (answer: Answer | null) => {
      const wait = limit.take(reader(state, request, caller), answer ? HOT : COLD);
      if (wait > 0) {
        const headers = { 'retry-after': String(Math.ceil(wait)) };
        return send(response, refuse('rate_limited', { method: request.method ?? '' }, { headers }));
      }
      if (answer) send(response, answer);
      else next(request, response);
    };
    const hot = hotAnswer(state, request);
    // What cannot be answered from memory, for whatever reason, is answered by the endpoints.
    if (hot) void hot.catch(() => null).then(goOn);
    else goOn(null);
  };
}

/**
 * Says to everything behind this where a request comes from, and takes away what only a proxy of ours may say: anybody else could
 * make up an address to get around the limit of sign-ins, or TLS that is not there.
 */
function sayWhoAsks(known: Proxies, { socket, headers }: IncomingMessage): string | null {
  const peer = (socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
  const forwarded = headers['x-forwarded-for'];
  const caller = known.callerOf(peer, Array.isArray(forwarded) ? forwarded.join() : forwarded);
  headers[CALLER_HEADER] = caller ?? '';
  if (!known.has(peer)) delete headers['x-forwarded-proto'];
  return caller;
}

/** A key that was found valid has a bucket of its own; an address cannot get out of its own by inventing keys. */
function reader(state: ContentState, request: IncomingMessage, address: string | null): string | null {
  if (address === null || (!request.headers.authorization && !request.headers['x-content-key'])) return address;
  const { key_hash } = credentials(request.headers);
  const workspace = request.url?.split('/', 4)[3] ?? '';
  return key_hash && state.pointers.knowsKey(workspace, key_hash) ? `key ${key_hash}` : address;
}

const PLAIN = {
  'content-type': 'text/plain; charset=utf-8',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
};

function notAllowed(response: ServerResponse): void {
  response.writeHead(405, { ...PLAIN, allow: 'GET, HEAD, POST, OPTIONS' });
  response.end('This method is not answered here.\n');
}

function misdirected(response: ServerResponse): void {
  response.writeHead(421, PLAIN);
  response.end('This studio is not reached under that name. Set STUDIO_SITE_URL or STUDIO_HOSTS to serve it.\n');
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers);
  response.end(body);
}
