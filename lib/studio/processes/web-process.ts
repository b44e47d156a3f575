import { createServer } from 'node:http';
import next from 'next';
import { env } from '#lib/base/env.ts';
import { keepSweeping } from '#lib/base/services/temporary.ts';
import { RateLimit } from '#lib/delivery/services/rate.ts';
import { contentState } from '#lib/delivery/services/state.ts';
import { checkout } from './studio.ts';
import { supervised } from './supervised.ts';
import { createFront } from './web-front.ts';

// The web server: Next.js, built, behind the front that answers hot reads of the content API.

async function main(): Promise<void> {
  const { host, port, hosts, proxies, contentRate } = env();
  const state = contentState();
  // Nothing here is spoken over another protocol. What asks for one (`curl --http2` does) is answered in HTTP/1.1, as if it had
  // not; with somebody listening for upgrades it would wait for ever, and its connection would never be closed.
  const server = createServer({ keepAliveTimeout: 65_000, shouldUpgradeCallback: () => false });
  const app = next({ dev: false, dir: checkout(), hostname: host, port, httpServer: server });
  const { reportReady } = supervised(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 5_000).unref())]);
    server.closeAllConnections();
    await state.moves.close();
  });

  keepSweeping();
  await app.prepare();
  const handle = app.getRequestHandler();
  server.on(
    'request',
    createFront({
      state,
      hosts,
      proxies,
      limit: new RateLimit(contentRate),
      next: (request, response) => void handle(request, response),
    }),
  );
  server.listen(port, host, reportReady);
  server.once('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
}

if (import.meta.main) await main();
