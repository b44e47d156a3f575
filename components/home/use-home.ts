'use client';

import { useQuery } from '@tanstack/react-query';
import { homeWorkQuery, overviewQuery, recentChangesQuery } from '#lib/home/queries.ts';
import { notificationsQuery } from '#lib/notifications/queries.ts';

/** The lists of Home, each read by itself: one that fails takes none along. */
export function useHome(workspace: string) {
  return {
    overview: useQuery(overviewQuery(workspace)),
    work: useQuery(homeWorkQuery(workspace)),
    told: useQuery(notificationsQuery(workspace, 'all')),
    recent: useQuery(recentChangesQuery(workspace)),
  };
}
export type HomeData = ReturnType<typeof useHome>;
