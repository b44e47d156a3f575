import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect } from 'vitest';
import { problemSchema } from '#lib/delivery/core/problem.ts';
import { RateLimit } from '#lib/delivery/services/rate.ts';
import { type ContentState, contentState } from '#lib/delivery/services/state.ts';
import { createFront } from '#lib/studio/processes/web-front.ts';
import { DELETE, GET, HEAD, OPTIONS, POST } from '../../../app/api/v1/[workspace]/[[...resource]]/route.ts';
import { type ContentFixture, createContent } from './content-fixture.ts';
import { testDatabase } from './harness.ts';

export type Headers = Record<string, string>;
const METHODS: Record<string, (request: Request) => Promise<Response>> = { GET, HEAD, OPTIONS, POST, DELETE };

/** The exported handler, as Next.js calls it. */
export function handle(method: string, url: string, headers: Headers = {}): Promise<Response> {
  const handler = METHODS[method];
  if (!handler) throw new Error(`No handler for ${method}`);
  return handler(new Request(url, { method, headers }));
}

export const slugsOf = async (response: Response) =>
  ((await response.json()) as { data: { slug: string }[] }).data.map(({ slug }) => slug);

export async function refusal(answer: Response) {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const document = problemSchema.parse(await answer.json());
  expect(document.status).toBe(answer.status);
  return document;
}

/** The content API over a database with an open and a closed workspace, for the file that calls this at its top level. */
export function contentServing() {
  const db = testDatabase();
  const [content, closed] = [{} as ContentFixture, {} as ContentFixture];
  /** Where the front answers, and how often it had to ask the handlers. */
  const front = { address: '', misses: 0 };
  let state: ContentState;
  let server: Server;

  beforeAll(async () => {
    Object.assign(content, await createContent(db));
    Object.assign(closed, await createContent(db, { open: false }));
    const gateway = await db.gateway();
    Object.assign(process.env, {
      NEXT_PUBLIC_SUPABASE_URL: gateway.url,
      NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY: gateway.publishableKey,
      DATABASE_URL: db.url,
    });
    state = contentState();
    // The front as `studio web` has it, before the handlers that Next.js would call.
    const next = createFront({
      state,
      hosts: [],
      proxies: [],
      limit: new RateLimit(0),
      next: async (request, response) => {
        front.misses++;
        const answer = await handle(
          request.method ?? '',
          `http://x${request.url}`,
          request.headers as Record<string, string>,
        );
        response.writeHead(answer.status, Object.fromEntries(answer.headers));
        response.end(Buffer.from(await answer.arrayBuffer()));
      },
    });
    server = createServer(next).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    front.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    if (server) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    await state?.moves.close();
  });

  const get = (path: string, headers: Headers = {}, of = content) =>
    handle('GET', `http://x/api/v1/${of.slug}${path}`, headers);
  /** Through the front: from memory where that is possible. */
  const read = (path: string, headers: Headers = {}, of = content) =>
    fetch(`${front.address}/api/v1/${of.slug}${path}`, { headers, redirect: 'manual' });

  return { db, content, closed, front, get, read };
}
