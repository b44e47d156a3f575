import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime.js';
import {
  PathnameContext,
  PathParamsContext,
  SearchParamsContext,
} from 'next/dist/shared/lib/hooks-client-context.shared-runtime.js';
import { type ReactNode, StrictMode, useEffect, useState } from 'react';
import { vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { Providers } from '#components/shell/providers.tsx';
import { ShortcutProvider } from '#components/shell/shortcuts.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';

export const WORKSPACE = 'bakery';

const router = () =>
  ({
    push: vi.fn(),
    replace: vi.fn(),
    prefetch: vi.fn(),
    refresh: vi.fn(),
    back: vi.fn(),
    forward: vi.fn(),
    bfcacheId: 'test',
  }) satisfies AppRouterInstance;

export interface Shown {
  queries?: QueryClient;
  /** What stands in the address behind the `?`. */
  search?: string;
  /** What the address names in its path. */
  params?: Record<string, string>;
}

/** The parameters that the test runner put into the address of its page. */
const OF_THE_RUNNER = location.search;

/**
 * What stands behind the `?`. A page writes it past the router (useUrlState), which hears of it from `history`, as the router of
 * Next.js does; the test runner keeps its own parameters.
 */
function Address({ search, children }: { search: string; children: ReactNode }) {
  const [now, setNow] = useState(search);
  useEffect(() => {
    const { pushState, replaceState } = history;
    const at = (query: string) => `${location.pathname}${OF_THE_RUNNER || '?'}&${query}`;
    replaceState.call(history, null, '', at(search));
    const listen =
      (write: History['replaceState']): History['replaceState'] =>
      (state, unused, address) => {
        write.call(history, state, unused, address);
        const params = new URLSearchParams(location.search);
        for (const name of new URLSearchParams(OF_THE_RUNNER).keys()) params.delete(name);
        setNow(params.toString());
      };
    history.pushState = listen(replaceState);
    history.replaceState = listen(replaceState);
    return () => {
      Object.assign(history, { pushState, replaceState });
      replaceState.call(history, null, '', `${location.pathname}${OF_THE_RUNNER}`);
    };
  }, [search]);
  return <SearchParamsContext value={new URLSearchParams(now)}>{children}</SearchParamsContext>;
}

/** A component as it stands in the studio: with a router, queries, shortcuts and toasts around it. */
export async function show(what: ReactNode, { queries = testQueries(), search = '', params = {} }: Shown = {}) {
  const routes = router();
  const screen = await render(
    <StrictMode>
      <AppRouterContext value={routes}>
        <PathnameContext value={inWorkspace(WORKSPACE).home}>
          <PathParamsContext value={{ workspace: WORKSPACE, ...params }}>
            <Address search={search}>
              <QueryClientProvider client={queries}>
                <Providers locale="en-GB">
                  <ShortcutProvider>{what}</ShortcutProvider>
                </Providers>
              </QueryClientProvider>
            </Address>
          </PathParamsContext>
        </PathnameContext>
      </AppRouterContext>
    </StrictMode>,
  );
  return { ...screen, router: routes };
}

/** Queries that are asked once, so that a test sees the first answer. */
export const testQueries = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });
