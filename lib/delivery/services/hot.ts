import type { IncomingHttpHeaders } from 'node:http';
import { type Answer, present } from './answer.ts';
import { readCredentials } from './credentials.ts';
import type { Moved } from './pointers.ts';
import { type Address, answerKey, type ContentState, movedOf } from './state.ts';

/**
 * The answer to a request that was answered before and whose reader is known to have the right, from memory, once the database
 * has said that it still counts; null for every other one, which the endpoints answer (lib/delivery/services/api.ts) and so make
 * known. Of what was never asked before, that is known at once.
 */
export function hotAnswer(
  state: ContentState,
  request: { method?: string; url?: string; headers: IncomingHttpHeaders },
): Promise<Answer | null> | null {
  const { method = '', url = '' } = request;
  if (method !== 'GET' && method !== 'HEAD') return null;
  const address = state.addresses.get(url);
  return address
    ? movedOf(state, address.workspace).then((moved) => recall(state, address, moved, method, request.headers))
    : null;
}

function recall(
  state: ContentState,
  address: Address,
  moved: Moved,
  method: string,
  headers: IncomingHttpHeaders,
): Answer | null {
  // Most workspaces that are read a lot are open: the key is hashed only if that is not enough.
  const pointer =
    state.pointers.peek(address, moved) ??
    (hasKey(headers) ? state.pointers.peek({ ...address, ...credentials(headers) }, moved) : null);
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
