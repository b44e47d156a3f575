'use client';

import { useCallback, useEffect, useState } from 'react';
import { useUrlState } from '#components/base/url-state.tsx';

const inAddress = () => new URLSearchParams(location.search).get('id');

/**
 * Which proposal is open. It stands in the address, and is shown before the page has read it there: the router takes its time, and whoever
 * decides a hundred drafts waits for it a hundred times.
 */
export function useOpened(): [string | null, (id: string | null) => void] {
  const [params, write] = useUrlState();
  const asked = params.get('id');
  const [id, setId] = useState(asked);
  useEffect(() => {
    // Somebody went back or followed a link. What was opened meanwhile is in the address already, and newer than what was read of it.
    if (asked === inAddress()) setId(asked);
  }, [asked]);
  const open = useCallback(
    (next: string | null) => {
      setId(next);
      write({ id: next });
    },
    [write],
  );
  return [id, open];
}
