import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { AppRouterContext, type AppRouterInstance } from 'next/dist/shared/lib/app-router-context.shared-runtime.js';
import {
  PathnameContext,
  PathParamsContext,
  SearchParamsContext,
} from 'next/dist/shared/lib/hooks-client-context.shared-runtime.js';
import { type ReactNode, StrictMode } from 'react';
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

/** A component as it stands in the studio: with a router, queries, shortcuts and toasts around it. */
export async function show(what: ReactNode, { queries = testQueries(), search = '', params = {} }: Shown = {}) {
  const routes = router();
  const screen = await render(
    <StrictMode>
      <AppRouterContext value={routes}>
        <PathnameContext value={inWorkspace(WORKSPACE).home}>
          <PathParamsContext value={{ workspace: WORKSPACE, ...params }}>
            <SearchParamsContext value={new URLSearchParams(search)}>
              <QueryClientProvider client={queries}>
                <Providers locale="en-GB">
                  <ShortcutProvider>{what}</ShortcutProvider>
                </Providers>
              </QueryClientProvider>
            </SearchParamsContext>
          </PathParamsContext>
        </PathnameContext>
      </AppRouterContext>
    </StrictMode>,
  );
  return { ...screen, router: routes };
}

/** Queries that are asked once, so that a test sees the first answer. */
export const testQueries = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });
