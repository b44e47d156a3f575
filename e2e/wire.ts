import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to the studio that can be cut, for everybody who takes it. */
export interface Wire {
  url: string;
  cut: () => void;
  mend: () => void;
  stop: () => Promise<void>;
}

/**
 * The browser's own switch for being offline belongs to a page: while the page goes, it lets the last requests through.
 * A wire is cut for all of them.
 */
export async function layWire(studio: string): Promise<Wire> {
  const target = Number(new URL(studio).port);
  const open = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.pipe(other);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
    if (isCut) near.destroy();
  });
  const destroyAll = () => {
    for (const socket of open) socket.destroy();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    cut: () => {
      isCut = true;
      destroyAll();
    },
    mend: () => {
      isCut = false;
    },
    stop: () => {
      destroyAll();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
