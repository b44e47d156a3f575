import { BlockList, isIP, isIPv4 } from 'node:net';

/** What the front of the web server says of a request: the address it comes from. Nobody else can say it. */
export const CALLER_HEADER = 'x-caller-address';

const LOOPBACK = ['127.0.0.0/8', '::1'];

/** Whether a text is an address, or a network like 10.0.0.0/8. */
export function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const most = isIPv4(address) ? 32 : 128;
  return (
    isIP(address) > 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
  );
}

/** Who may say for whom they ask: proxies on this machine, and in the networks named. */
export class Proxies {
  readonly #known = new BlockList();

  constructor(networks: readonly string[] = []) {
    for (const network of [...LOOPBACK, ...networks]) {
      const [address = '', bits] = network.split('/');
      const family = familyOf(address);
      this.#known.addSubnet(address, bits === undefined ? (family === 'ipv4' ? 32 : 128) : Number(bits), family);
    }
  }

  has(address: string): boolean {
    return isIP(address) > 0 && this.#known.check(address, familyOf(address));
  }

  /**
   * Where a request comes from: the address of the connection, or of the first in the chain of `x-forwarded-for`, read from its
   * end, who is no proxy of ours. What stands before that anybody may have written. Null for a program on this machine.
   */
  callerOf(peer: string, forwarded: string | undefined): string | null {
    const chain = [...(forwarded?.split(',') ?? []).map((one) => plain(one.trim())), plain(peer)];
    for (const address of chain.toReversed()) {
      // Not an address: a proxy wrote what it did not know. The one that wrote it is all there is to go by.
      if (isIP(address) === 0) break;
      if (!this.has(address)) return address;
    }
    return new Proxies().has(plain(peer)) ? null : plain(peer);
  }
}

/** IPv4 in the clothes of IPv6, as a socket for both gives it. */
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '');
const familyOf = (address: string) => (isIPv4(address) ? 'ipv4' : 'ipv6');

/** The part of an address that one caller cannot choose: of IPv6 everybody has a whole network (/64) to choose from. */
export function callerNetwork(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = '', tail = ''] = address.split('%', 1)[0]?.split('::') ?? [];
  const parts = head === '' ? [] : head.split(':');
  const missing = address.includes('::') ? 8 - parts.length - (tail === '' ? 0 : tail.split(':').length) : 0;
  const all = [...parts, ...Array<string>(Math.max(0, missing)).fill('0'), ...(tail === '' ? [] : tail.split(':'))];
  return `${all
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':')}::/64`;
}
