import type { ReactNode } from 'react';

interface WithOthersProps {
  /** How it came to be, where that is known. */
  history?: ReactNode;
  /** The list of all strategies. */
  others: ReactNode;
  children: ReactNode;
}

/** A strategy, and beside it its history and the others; below it where there is no room beside. */
export const WithOthers = ({ history, others, children }: WithOthersProps) => (
  <div className="grid items-start gap-x-8 gap-y-8 lg:grid-cols-[minmax(0,1fr)_14rem]">
    {children}
    <div className="flex min-w-0 flex-col gap-8 lg:border-s lg:ps-6">
      {history}
      {others}
    </div>
  </div>
);
