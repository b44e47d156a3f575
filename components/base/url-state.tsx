'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

type Patch = Record<string, string | null | undefined>;

/**
 * State of a view that lives in the address: it survives a reload and can be sent to a colleague. Written past the
 * router, so that nothing is asked of the server; an empty value takes the name out.
 */
export function useUrlState(): [URLSearchParams, (patch: Patch, how?: 'replace' | 'push') => void] {
  const params = useSearchParams();
  const write = useCallback((patch: Patch, how: 'replace' | 'push' = 'replace') => {
    const next = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(patch)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    const query = next.toString();
    const address = `${location.pathname}${query && `?${query}`}`;
    if (how === 'push') history.pushState(null, '', address);
    else history.replaceState(null, '', address);
  }, []);
  return [params, write];
}
