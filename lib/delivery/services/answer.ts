import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type ContentProblemCode, type ProblemDocument, problemDocument } from '../core/problem.ts';

/** A representation of something in a snapshot, as it lies in the cache. Never changes. */
export interface Kept {
  snapshot_id: string;
  /** Not all of it yet: this one is sent once and kept by nobody. */
  is_partial: boolean;
  body: Buffer;
  /** Present where it is worth it. */
  gzip: Buffer | null;
  etag: string;
  type: string;
  /** Headers by what is open, exact and compressed, made once each. */
  headers: Record<string, string>[];
}

/** What is sent, whoever sends it: a route handler of Next.js, or the front before it. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer | string | null;
}

/** What the request says about how it wants the answer. */
export interface Wish {
  method: string;
  ifNoneMatch: string | null | undefined;
  acceptEncoding: string | null | undefined;
}

const WORTH_COMPRESSING = 1_024;

// Any page may read, without cookies: what a key opens is decided by the key alone.
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, X-Snapshot-Id, Link, Retry-After',
};
const SAFE = { 'x-content-type-options': 'nosniff', 'referrer-policy': 'strict-origin-when-cross-origin' };
// Opened in a browser, an answer is no page of the studio: it runs nothing and loads pictures at most.
const POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";
const HTML_POLICY = `${POLICY}; img-src https: http: data:; style-src 'unsafe-inline'`;

/**
 * The current snapshot changes at any moment: caches may use what they have for five seconds and for thirty more while
 * they fetch the new one, then they must ask. An exact snapshot never changes. Why: docs/content-api.md.
 */
const CURRENT = 'max-age=5, stale-while-revalidate=30';
const EXACT = 'max-age=31536000, immutable';

export function keep(snapshot_id: string, type: string, text: string, is_partial = false): Kept {
  const body = Buffer.from(text);
  return {
    snapshot_id,
    is_partial,
    body,
    gzip: body.length >= WORTH_COMPRESSING ? gzipSync(body, { level: 6 }) : null,
    etag: etagOf(type, body),
    type,
    headers: [],
  };
}

/**
 * The digest of what is said, and of how it is to be read. It does not name the snapshot: what a promotion did not change stays
 * what it was for every cache.
 */
function etagOf(type: string, body: Buffer): string {
  return createHash('sha256').update(`${type}\n`).update(body).digest('base64url').slice(0, 24);
}

export function present(kept: Kept, how: { is_open: boolean; is_exact: boolean }, wish: Wish): Answer {
  const zipped = kept.gzip !== null && accepts(wish.acceptEncoding);
  const variant = (how.is_open ? 1 : 0) | (how.is_exact ? 2 : 0) | (zipped ? 4 : 0);
  kept.headers[variant] ??= headersOf(kept, how, zipped);
  const headers = kept.headers[variant];
  if (!kept.is_partial && wish.ifNoneMatch && matches(wish.ifNoneMatch, kept.etag)) {
    const { 'content-length': _, 'content-type': __, 'content-encoding': ___, ...rest } = headers;
    return { status: 304, headers: rest, body: null };
  }
  const body = zipped ? kept.gzip : kept.body;
  return { status: 200, headers, body: wish.method === 'HEAD' ? null : body };
}

function headersOf(kept: Kept, how: { is_open: boolean; is_exact: boolean }, zipped: boolean): Record<string, string> {
  const body = zipped && kept.gzip ? kept.gzip : kept.body;
  return {
    ...CORS,
    ...SAFE,
    'content-security-policy': kept.type.startsWith('text/html') ? HTML_POLICY : POLICY,
    'content-type': kept.type,
    'content-length': String(body.length),
    // Compressed it is other bytes, and a strong tag must say so.
    ...(!kept.is_partial && { etag: zipped ? `"${kept.etag}-gz"` : `"${kept.etag}"` }),
    'x-snapshot-id': kept.snapshot_id,
    // Compressed here, once, with a tag of its own: Next.js and proxies are not to compress it again.
    'cache-control': `${kept.is_partial ? 'no-store' : `${how.is_open ? 'public' : 'private'}, ${how.is_exact ? EXACT : CURRENT}`}${zipped ? ', no-transform' : ''}`,
    vary: how.is_open ? 'Accept-Encoding' : 'Accept-Encoding, Authorization, X-Content-Key',
    ...(zipped && { 'content-encoding': 'gzip' }),
  };
}

export function redirect(location: string, how: { is_open: boolean; is_exact: boolean }): Answer {
  return {
    status: 308,
    headers: {
      ...CORS,
      ...SAFE,
      location,
      'content-length': '0',
      // Not for ever: another entity may take the old slug one day.
      'cache-control': `${how.is_open ? 'public' : 'private'}, ${CURRENT}`,
      vary: how.is_open ? 'Accept-Encoding' : 'Accept-Encoding, Authorization, X-Content-Key',
    },
    body: null,
  };
}

export function refuse(
  code: ContentProblemCode,
  wish: Pick<Wish, 'method'>,
  extra: Pick<ProblemDocument, 'detail' | 'errors'> & { headers?: Record<string, string> } = {},
): Answer {
  const { headers, ...told } = extra;
  const document = problemDocument(code, told);
  const body = Buffer.from(JSON.stringify(document));
  return {
    status: document.status,
    headers: {
      ...CORS,
      ...SAFE,
      'content-security-policy': POLICY,
      'content-type': 'application/problem+json',
      'content-length': String(body.length),
      'cache-control': 'no-store',
      vary: 'Authorization, X-Content-Key',
      ...(code === 'method_not_allowed' && { allow: 'GET, HEAD, OPTIONS' }),
      ...(code === 'unauthenticated' && { 'www-authenticate': 'Bearer' }),
      ...(code === 'unavailable' && { 'retry-after': '2' }),
      ...headers,
    },
    body: wish.method === 'HEAD' ? null : body,
  };
}

/** What a browser asks before a page of another origin may send a key. */
export function preflight(): Answer {
  return {
    status: 204,
    headers: {
      ...CORS,
      allow: 'GET, HEAD, OPTIONS',
      'access-control-allow-methods': 'GET, HEAD, OPTIONS',
      'access-control-allow-headers': 'Authorization, X-Content-Key, If-None-Match',
      'access-control-max-age': '86400',
    },
    body: null,
  };
}

export function toResponse({ status, headers, body }: Answer): Response {
  return new Response(typeof body === 'string' || body === null ? body : new Uint8Array(body), { status, headers });
}

/** If-None-Match compares weakly, and both encodings carry the same content. */
function matches(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.includes(`"${etag}"`) || ifNoneMatch.includes(`"${etag}-gz"`);
}

function accepts(acceptEncoding: string | null | undefined): boolean {
  if (!acceptEncoding) return false;
  const gzip = /(?:^|,)\s*(?:gzip|x-gzip|\*)\s*(?:;\s*q=([\d.]+))?\s*(?:,|$)/i.exec(acceptEncoding);
  return gzip !== null && gzip[1] !== '0' && Number(gzip[1] ?? 1) > 0;
}
