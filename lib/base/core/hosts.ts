/** Names and addresses that lead nowhere but to this machine: RFC 6761 keeps `localhost` and what is below it for that. */
const LOOPBACK = /^(localhost|[^.]+(\.[^.]+)*\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The name in a Host header, lower case and without port or the dot of the root; null when that is no name. */
export function hostName(header: string | null | undefined): string | null {
  const name = header
    ?.trim()
    .toLowerCase()
    .match(/^(\[[0-9a-f:.]+\]|[^:@/?#\s]+)(?::\d{1,5})?$/)?.[1];
  return name ? name.replace(/\.$/, '') : null;
}

/** Whether a Host header names this machine itself. */
export function isLoopbackHost(header: string | null | undefined): boolean {
  return LOOPBACK.test(hostName(header) ?? '');
}

/**
 * Whether a request with that Host header is for this studio: loopback names and those it was told of. Any other name was
 * pointed at this address by somebody else, and a page under it would count as the studio's own in a browser (DNS rebinding).
 */
export function isServedHost(header: string | null | undefined, served: readonly string[]): boolean {
  const name = hostName(header);
  return name !== null && (LOOPBACK.test(name) || served.includes(name));
}
