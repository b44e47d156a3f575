import { type LookupAddress, lookup } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import { Agent, fetch as ask } from 'undici';

// What goes out to addresses that people typed. Where a name leads is looked at when the connection is made, so that a name which
// leads elsewhere a moment later, or a redirect, reaches nothing that it must not.

const privates = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  privates.addSubnet(net, bits, 'ipv4');
}
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  privates.addSubnet(net, bits, 'ipv6');
}

/** Whether an address is of this machine, its network, or nobody's. */
export function isPrivate(address: string): boolean {
  const version = isIP(address);
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return privates.check(mapped, 'ipv4');
  return version === 0 || privates.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

/** An address that must not be asked. */
export class PrivateAddress extends Error {
  readonly host: string;

  constructor(host: string) {
    super(`${host} is a private address`);
    this.host = host;
  }
}

/** More came than an answer may hold. */
export class TooLarge extends Error {}

interface Options {
  /** As STUDIO_PRIVATE_MODELS says. */
  allows_private: boolean;
  /** No more bytes than that are read. */
  most_bytes: number;
}

// Connections are kept for all calls of a process; one set for either rule.
const agents = new Map<boolean, Agent>();

function agentFor(allows_private: boolean): Agent {
  const kept = agents.get(allows_private);
  if (kept) return kept;
  const agent = new Agent({
    connect: {
      timeout: 10_000,
      lookup: (host, options, done) => {
        lookup(host, { ...options, all: true }, (error, addresses: string | LookupAddress[]) => {
          if (error) return done(error, []);
          // With `all` there is a list, whatever the type says.
          const found = typeof addresses === 'string' ? [] : addresses;
          const refused = !allows_private && found.some(({ address }) => isPrivate(address));
          if (refused) return done(new PrivateAddress(host), []);
          done(null, found);
        });
      },
    },
    // The first words of an answer may take long; the signal of a call ends it.
    headersTimeout: 120_000,
    bodyTimeout: 120_000,
  });
  agents.set(allows_private, agent);
  return agent;
}

/** A fetch for addresses that people typed: no private ones unless they are allowed, no redirects, no more than so many bytes. */
export function outgoingFetch({ allows_private, most_bytes }: Options): typeof globalThis.fetch {
  const agent = agentFor(allows_private);
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    // An address that is written as numbers is not looked up.
    if (!allows_private && isIP(host) !== 0 && isPrivate(host)) throw new PrivateAddress(host);
    const answer = await ask(url, {
      method: init?.method ?? 'GET',
      headers: [...new Headers(init?.headers)],
      body: init?.body as string | null,
      signal: init?.signal ?? null,
      redirect: 'error',
      dispatcher: agent,
    });
    // Two names for one thing: undici's stream is Node's.
    const body = (answer.body as ReadableStream | null)?.pipeThrough(atMost(most_bytes)) ?? null;
    return new Response(body, { status: answer.status, headers: [...answer.headers] });
  };
}

function atMost(most: number): TransformStream {
  let seen = 0;
  return new TransformStream({
    transform(piece: Uint8Array, controller) {
      seen += piece.byteLength;
      if (seen > most) controller.error(new TooLarge('the answer is larger than any answer may be'));
      else controller.enqueue(piece);
    },
  });
}
