// A web process as readers see it, without the pages of Next.js: the front, and behind it the endpoints of the content API.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerContent } from '#lib/delivery/services/api.ts';
import { RateLimit } from '#lib/delivery/services/rate.ts';
import { contentState } from '#lib/delivery/services/state.ts';
import { createFront } from '#lib/studio/processes/web-front.ts';

const state = contentState();
if (process.env.TRAILWRIGHT_SERVES_BLINDLY) state.moves = { of: async () => 'the same', close: async () => undefined };
const front = createFront({
  state,
  hosts: [],
  proxies: [],
  limit: new RateLimit(0),
  next: async (request, response) => {
    const asked = new Request(`http://127.0.0.1${request.url}`, {
      method: request.method,
      headers: request.headers as Record<string, string>,
    });
    const { status, headers, body } = await answerContent(asked);
    response.writeHead(status, headers);
    response.end(body);
  },
});
const server = createServer(front).listen(0, '127.0.0.1', () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
// Ends with whoever started it.
process.once('disconnect', () => process.exit(0));
