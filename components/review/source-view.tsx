'use client';

import dynamic from 'next/dynamic';
import { TextSkeleton } from '#components/ui/skeleton.tsx';

const Words = dynamic(() => import('#components/history/difference/words.tsx'), {
  loading: () => <TextSkeleton lines={12} />,
});

/** The source of a draft; where there is a lesson before it, what differs, word by word. */
export function SourceView({ before, after }: { before: string | null; after: string }) {
  if (before !== null) return <Words before={before} after={after} />;
  return (
    <pre dir="auto" className="font-mono text-sm break-words whitespace-pre-wrap">
      {after}
    </pre>
  );
}
