'use client';

import { Eye, OctagonX, PencilLine, RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { EntityLink, kindName } from '#components/base/kind.tsx';
import { cx } from '#components/ui/cx.tsx';
import { DiffCounts } from '#components/ui/diff-counts.tsx';
import type { Waiting } from '#lib/home/data.ts';
import type { DifferenceSummary } from '#lib/snapshots/services/snapshots.ts';
import { homeText } from './text.ts';

const LOOKS = {
  draft: { icon: PencilLine, ink: 'bg-draft-soft text-draft' },
  marked: { icon: Eye, ink: 'bg-changed-soft text-changed' },
  blocked: { icon: OctagonX, ink: 'bg-blocked-soft text-blocked' },
  changed: { icon: RefreshCw, ink: 'bg-changed-soft text-changed' },
};

export interface WaitsProps {
  workspace: string;
  tone: keyof typeof LOOKS;
  title: string;
  why?: string;
  groups?: { heading?: string; waiting: Waiting }[];
  kinds?: DifferenceSummary['kinds'];
  action?: ReactNode;
}

/** One sort of thing that waits: how many, the first few, and what to do. */
export function Waits({ workspace, tone, title, why, groups = [], kinds = [], action }: WaitsProps) {
  const { locale } = useLocale();
  const number = new Intl.NumberFormat(locale);
  const { icon: Icon, ink } = LOOKS[tone];
  return (
    <article className="flex gap-3.5 border-t py-4">
      <span className={cx('flex size-8 shrink-0 items-center justify-center rounded-full', ink)}>
        <Icon aria-hidden className="size-4" />
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1 basis-56">
            <h3 className="font-medium">{title}</h3>
            {why && <p className="text-muted">{why}</p>}
          </div>
          {action}
        </div>
        {kinds.length > 0 && (
          <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
            {kinds.map((kind) => (
              <li key={kind.kind} className="flex items-center gap-2">
                <span className="text-muted">{kindName(kind.kind)}</span>
                <DiffCounts added={kind.added} removed={kind.removed} changed={kind.changed} />
              </li>
            ))}
          </ul>
        )}
        {groups.map(({ heading, waiting }) => (
          <div key={heading ?? title} className="flex min-w-0 flex-col gap-1">
            {heading && <p className="text-sm text-muted">{heading}</p>}
            <ul className="flex min-w-0 flex-col gap-1">
              {waiting.first.map((one) => (
                <li key={`${one.kind}:${one.slug}:${one.title}`} className="flex min-w-0">
                  <EntityLink workspace={workspace} entity={{ ...one, label: one.title }} />
                </li>
              ))}
            </ul>
            {waiting.total > waiting.first.length && (
              <p className="text-sm text-muted">{homeText.more(number.format(waiting.total - waiting.first.length))}</p>
            )}
          </div>
        ))}
      </div>
    </article>
  );
}
