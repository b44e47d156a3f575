import type { ReactNode } from 'react';

export interface PageHeaderProps {
  title: string;
  /** Badges beside the title. */
  badges?: ReactNode;
  /** One line below it. */
  children?: ReactNode;
  /** Buttons at the end, the primary one last. */
  actions?: ReactNode;
}

export function PageHeader({ title, badges, children, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-start gap-x-6 gap-y-3">
      <div className="flex min-w-60 flex-1 flex-col gap-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 dir="auto" className="text-title text-2xl font-semibold tracking-tight text-pretty break-words">
            {title}
          </h1>
          {badges}
        </div>
        {children && <div className="max-w-prose text-base text-muted">{children}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
