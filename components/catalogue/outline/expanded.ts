import { useCallback, useMemo, useSyncExternalStore } from 'react';

// Which rows are open belongs to this tab and this session: two tabs may look at two places.
const stores = new Map<string, Set<string>>();
const listeners = new Set<() => void>();
const NONE: ReadonlySet<string> = new Set();
const storageKey = (workspace: string) => `outline-expanded:${workspace}`;

function read(workspace: string): Set<string> {
  const known = stores.get(workspace);
  if (known) return known;
  let keys: Set<string>;
  try {
    keys = new Set(JSON.parse(sessionStorage.getItem(storageKey(workspace)) ?? '[]') as string[]);
  } catch {
    keys = new Set();
  }
  stores.set(workspace, keys);
  return keys;
}

function write(workspace: string, keys: Set<string>) {
  stores.set(workspace, keys);
  try {
    sessionStorage.setItem(storageKey(workspace), JSON.stringify([...keys]));
  } catch {
    // Private windows may refuse; the tree still opens.
  }
  for (const each of listeners) each();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The open rows of a workspace's outline, kept for the session. */
export function useExpanded(workspace: string) {
  const keys: ReadonlySet<string> = useSyncExternalStore(
    subscribe,
    () => read(workspace),
    () => NONE,
  );
  const set = useCallback((next: Iterable<string>) => write(workspace, new Set(next)), [workspace]);
  const open = useCallback(
    (more: Iterable<string>) => {
      const missing = [...more].filter((key) => !read(workspace).has(key));
      if (missing.length > 0) write(workspace, new Set([...read(workspace), ...missing]));
    },
    [workspace],
  );
  const close = useCallback(
    (fewer: Iterable<string>) => {
      const gone = new Set(fewer);
      write(workspace, new Set([...read(workspace)].filter((key) => !gone.has(key))));
    },
    [workspace],
  );
  // On the server, and while its page comes alive, nobody knows what this tab has open.
  const isKnown = keys !== NONE;
  return useMemo(() => ({ keys, isKnown, set, open, close }), [keys, isKnown, set, open, close]);
}
