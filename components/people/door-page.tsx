import type { ReactNode } from 'react';
import { Mark } from '#components/ui/mark.tsx';

export interface DoorPageProps {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
}

/** A page outside of any workspace: coming in, being invited, one's own account. */
export function DoorPage({ title, lead, children }: DoorPageProps) {
  return (
    <main className="flex min-h-dvh justify-center px-5 py-12 sm:items-center">
      <div className="flex w-full max-w-md flex-col gap-6">
        <Mark size={40} />
        <div className="flex flex-col gap-1">
          <h1 dir="auto" className="text-title text-2xl font-semibold tracking-tight">
            {title}
          </h1>
          {lead && <p className="text-muted">{lead}</p>}
        </div>
        {children}
      </div>
    </main>
  );
}
