import type { IncomingHttpHeaders } from 'node:http';
import { type Answer, present } from './answer.ts';
import { readCredentials } from './credentials.ts';
import { answerKey, type ContentState } from './state.ts';

/**
 * The answer to a request that was answered before and whose reader is known to have the right, from memory alone; null
 * for every other one, which the endpoints answer (lib/delivery/services/api.ts) and so make known.
 */
export function hotAnswer(
  state: ContentState,
  request: { method?: string; url?: string; headers: IncomingHttpHeaders },
): Answer | null {
  const { method = '', url = '', headers } = request;
  if (method !== 'GET' && method !== 'HEAD') return null;
  const address = state.addresses.get(url);
  if (!address) return null;
  // Most workspaces that are read a lot are open: the key is hashed only if that is not enough.
  const pointer =
    state.pointers.peek(address) ??
    (hasKey(headers) ? state.pointers.peek({ ...address, ...credentials(headers) }) : null);
  if (!pointer?.snapshot_id) return null;
  const kept = state.answers.get(answerKey(pointer.snapshot_id, address.representation));
  if (!kept) return null;
  return present(
    kept,
    { is_open: pointer.is_open, is_exact: address.snapshot_id !== undefined },
    { method, ifNoneMatch: headers['if-none-match'], acceptEncoding: headers['accept-encoding'] },
  );
}

const hasKey = (headers: IncomingHttpHeaders) =>
  headers.authorization !== undefined || headers['x-content-key'] !== undefined;

/** What the request shows. */
export function credentials(headers: IncomingHttpHeaders) {
  const contentKey = headers['x-content-key'];
  return readCredentials(headers.authorization, Array.isArray(contentKey) ? contentKey[0] : contentKey);
}
