import { type ReactNode, useId } from 'react';

interface SectionProps {
  nth: number;
  title: string;
  /** What stands beside the title, as where a place was chosen. */
  note?: string | null;
  children: ReactNode;
}

/** A numbered part of the form. */
export function Section({ nth, title, note, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-3">
      <h2 id={id} className="flex items-center gap-2.5 text-lg font-semibold">
        <span
          aria-hidden
          className="flex size-5 items-center justify-center rounded-full bg-pressed text-xs font-medium text-muted"
        >
          {nth}
        </span>
        {title}
        {note && <span className="text-sm font-normal text-muted">{note}</span>}
      </h2>
      {children}
    </section>
  );
}
