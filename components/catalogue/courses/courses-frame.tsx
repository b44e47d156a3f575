import type { ReactNode } from 'react';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { coursesText } from './text.ts';

interface CoursesFrameProps {
  workspace: string;
  selected: 'courses' | 'personas' | 'figures' | 'failed';
  actions?: ReactNode;
  children: ReactNode;
}

/** The pages about courses and the personas they are written as, under one title. */
export function CoursesFrame({ workspace, selected, actions, children }: CoursesFrameProps) {
  const address = inWorkspace(workspace);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="px-4 pt-5 pb-1 md:px-6">
        <PageHeader title={coursesText.courses} actions={actions}>
          {coursesText.lead}
        </PageHeader>
      </div>
      <Tabs
        label={coursesText.courses}
        selected={selected}
        items={[
          { id: 'courses', label: coursesText.courses, href: address.courses() },
          { id: 'personas', label: coursesText.personas, href: address.personas() },
          { id: 'figures', label: coursesText.figures, href: address.courseFigures() },
          { id: 'failed', label: coursesText.failed, href: address.failedLessons },
        ]}
        className="min-h-0 flex-1"
        listClassName="px-2 md:px-3.5"
        panelClassName="flex min-h-0 flex-col"
      >
        {children}
      </Tabs>
    </div>
  );
}
