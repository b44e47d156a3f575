import { useCallback, useMemo, useState } from 'react';
import type { ClusteredGraph } from '#lib/graph/core/clusters.ts';

/** Which clusters are folded: kept by their ids, so that it outlives the graph, and told by their numbers in this one. */
export function useFolded(clustered: ClusteredGraph) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const numbers = useMemo(
    () => new Set(clustered.clusters.flatMap(({ id }, number) => (folded.has(id ?? '') ? [number] : []))),
    [clustered, folded],
  );
  const toggle = useCallback(
    (number: number) => {
      const id = clustered.clusters[number]?.id ?? '';
      setFolded((now) => {
        const next = new Set(now);
        if (!next.delete(id)) next.add(id);
        return next;
      });
    },
    [clustered],
  );
  /** Unfolds what hides some nodes. */
  const unfoldFor = useCallback(
    (ids: readonly string[]) => {
      const homes = new Set(
        ids.map((id) => clustered.clusters[clustered.clusterOf[clustered.index.at.get(id) ?? -1] ?? -1]?.id ?? ''),
      );
      setFolded((now) => (now.size === 0 ? now : new Set([...now].filter((id) => !homes.has(id)))));
    },
    [clustered],
  );
  return {
    numbers,
    toggle,
    unfoldFor,
    foldAll: () => setFolded(new Set(clustered.clusters.map(({ id }) => id ?? ''))),
    unfoldAll: folded.size > 0 ? () => setFolded(new Set()) : undefined,
  };
}
