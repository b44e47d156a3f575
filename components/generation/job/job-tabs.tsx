'use client';

import type { ReactNode } from 'react';
import { useUrlState } from '#components/base/url-state.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import type { ShownJob } from '#lib/generation/queries/jobs.ts';
import { generationText } from '../text.ts';
import { Timeline } from './timeline.tsx';

const words = generationText.tabs;

/** How far a job is (`children`), and where its time and money went. */
export function JobTabs({ workspace, job, children }: { workspace: string; job: ShownJob; children: ReactNode }) {
  const [params, show] = useUrlState();
  const tab = params.get('tab') === 'timeline' ? 'timeline' : 'progress';
  return (
    <Tabs
      label={words.label}
      selected={tab}
      onSelect={(id) => show({ tab: id === 'timeline' ? id : null, proposal: null })}
      items={[
        { id: 'progress', label: words.progress },
        { id: 'timeline', label: words.timeline },
      ]}
      panelClassName="pt-5"
    >
      {tab === 'timeline' ? <Timeline workspace={workspace} job={job} /> : children}
    </Tabs>
  );
}
