'use client';

import { Timeline } from '#components/history/versions/timeline.tsx';

export interface HistoryTabProps {
  workspace: string;
  id: string;
  /** A version is there that the editor does not know. */
  onNewer: () => void;
}

/** Who saved what of the lesson and its exercises. */
export function HistoryTab({ workspace, id, onNewer }: HistoryTabProps) {
  return (
    <div className="w-full max-w-4xl px-4 py-5 md:px-8">
      <Timeline workspace={workspace} kind="spark" id={id} onNewer={onNewer} />
    </div>
  );
}
