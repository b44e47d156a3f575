import type { ReactNode } from 'react';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { generationText } from './text.ts';

const words = generationText;

interface GenerateFrameProps {
  workspace: string;
  selected: keyof typeof words.pages;
  /** What can be done on this page. */
  actions?: ReactNode;
  children: ReactNode;
}

/** The pages about what is drafted and what that costs, under one title. */
export function GenerateFrame({ workspace, selected, actions, children }: GenerateFrameProps) {
  const address = inWorkspace(workspace);
  return (
    <div className="flex flex-col gap-4">
      <PageHeader title={words.generate} actions={actions}>
        {words.leads[selected]}
      </PageHeader>
      <Tabs
        label={words.generate}
        selected={selected}
        items={[
          { id: 'jobs', label: words.pages.jobs, href: address.jobs },
          { id: 'courses', label: words.pages.courses, href: address.courseJobs },
          { id: 'books', label: words.pages.books, href: address.books },
        ]}
        panelClassName="flex flex-col gap-5 pt-5"
      >
        {children}
      </Tabs>
    </div>
  );
}
