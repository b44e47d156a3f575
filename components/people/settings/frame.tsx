import type { ReactNode } from 'react';
import { PageHeader } from '#components/ui/page-header.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { settingsText } from './text.ts';

export interface SettingsFrameProps {
  title: string;
  lead?: string;
  /** Whoever may only look is told so. */
  isReadOnly: boolean;
  actions?: ReactNode;
  children: ReactNode;
}

export function SettingsFrame({ title, lead, isReadOnly, actions, children }: SettingsFrameProps) {
  return (
    <div className="flex max-w-4xl flex-col gap-8">
      <PageHeader title={title} actions={actions}>
        {lead}
      </PageHeader>
      {isReadOnly && <ProblemNotice tone="note" title={settingsText.readOnly} className="-my-2" />}
      {children}
    </div>
  );
}

export function SettingsSection({ title, lead, actions, children }: Omit<SettingsFrameProps, 'isReadOnly'>) {
  return (
    <section aria-label={title} className="flex flex-col gap-4 border-t pt-6">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div>
          <h2 className="text-lg font-semibold">{title}</h2>
          {lead && <p className="text-muted">{lead}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}
