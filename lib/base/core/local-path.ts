/**
 * The path that a `next` parameter names if it stays on this site, else `/`. It is resolved the way a browser does it, because
 * browsers drop tabs and line breaks and take backslashes for slashes: `/\t/evil.example` would lead away.
 */
export function localPath(next: string | undefined): string {
  if (!next?.startsWith('/')) return '/';
  const here = 'http://here.invalid';
  try {
    const { origin, pathname, search } = new URL(next, here);
    return origin === here && !pathname.startsWith('//') ? pathname + search : '/';
  } catch {
    return '/';
  }
}
