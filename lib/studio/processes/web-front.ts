import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type Answer, refuse } from '#lib/delivery/services/answer.ts';
import { credentials, hotAnswer } from '#lib/delivery/services/hot.ts';
import { type RateLimit, readerAddress } from '#lib/delivery/services/rate.ts';
import type { ContentState } from '#lib/delivery/services/state.ts';

/** What an answer from memory costs a reader, and what one costs that has to be made. */
const HOT = 1;
const COLD = 10;

export interface FrontOptions {
  state: ContentState;
  limit: RateLimit;
  /** Everything that is not in memory. */
  next: RequestListener;
}

/** Answers what readers ask again and again before Next.js sees it (docs/decisions/020-hot-reads.md). */
export function createFront({ state, limit, next }: FrontOptions): RequestListener {
  return (request, response) => {
    if (!request.url?.startsWith('/api/v1/') || request.method === 'OPTIONS') return next(request, response);
    const answer = hotAnswer(state, request);
    const wait = limit.take(reader(state, request), answer ? HOT : COLD);
    if (wait > 0) {
      const headers = { 'retry-after': String(Math.ceil(wait)) };
      return send(response, refuse('rate_limited', { method: request.method ?? '' }, { headers }));
    }
    if (answer) send(response, answer);
    else next(request, response);
  };
}

/** A key that was found valid has a bucket of its own; an address cannot get out of its own by inventing keys. */
function reader(state: ContentState, request: IncomingMessage): string | null {
  const address = readerAddress(request);
  if (address === null || (!request.headers.authorization && !request.headers['x-content-key'])) return address;
  const { key_hash } = credentials(request.headers);
  const workspace = request.url?.split('/', 4)[3] ?? '';
  return key_hash && state.pointers.knowsKey(workspace, key_hash) ? `key ${key_hash}` : address;
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers);
  response.end(body);
}
