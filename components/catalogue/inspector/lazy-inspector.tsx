'use client';

import dynamic from 'next/dynamic';
import { InspectorSkeleton } from './inspector-skeleton.tsx';

/** The form with its checks comes after the tree and the page: reading needs neither. */
export const LazyInspector = dynamic(() => import('./inspector.tsx').then((module) => module.Inspector), {
  ssr: false,
  loading: () => <InspectorSkeleton />,
});
