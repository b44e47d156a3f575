'use client';

import { useEffect } from 'react';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { keepPlace } from './recent-places.ts';
import { useShell } from './shell.tsx';

/** Remembers on this device that the page of some content was looked at, for the palette; nothing while it is not known yet. */
export function useVisited(kind: NamedKind, slug: string | undefined, title: string | undefined) {
  const name = useShell()?.recentName;
  useEffect(() => {
    if (name && slug && title) keepPlace(name, { kind, slug, title });
  }, [name, kind, slug, title]);
}
