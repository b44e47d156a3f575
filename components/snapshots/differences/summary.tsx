'use client';

import { useLocale } from 'react-aria-components/I18nProvider';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { KindIcon, kindName } from '#components/base/kind.tsx';
import { differenceText } from '#components/history/difference/text.ts';
import { cx } from '#components/ui/cx.tsx';
import { DiffCounts } from '#components/ui/diff-counts.tsx';
import { numberFormat } from '#components/ui/formats.ts';
import type { ContentKind } from '#lib/base/core/content-kinds.ts';
import type { DifferenceSummary } from '#lib/snapshots/services/snapshots.ts';

export interface SummaryProps {
  summary: DifferenceSummary;
  /** The kind that is looked at; none is all of them. */
  kind: ContentKind | null;
  onKind: (kind: ContentKind | null) => void;
}

const cell =
  'flex min-h-12 cursor-default flex-col items-start gap-0.5 rounded-lg border px-3 py-2 text-start transition-colors duration-quick data-hovered:bg-hover data-selected:border-accent-line data-selected:bg-accent-soft';

/** Counts by kind; pressing one shows only that kind. */
export function Summary({ summary, kind, onKind }: SummaryProps) {
  const { locale } = useLocale();
  const number = numberFormat(locale);
  return (
    <fieldset className="grid grid-cols-2 gap-2 sm:grid-cols-[repeat(auto-fill,minmax(9.5rem,1fr))]">
      <legend className="sr-only">{differenceText.filterByKind}</legend>
      <ToggleButton isSelected={kind === null} onChange={() => onKind(null)} className={cell}>
        <span className="text-sm text-muted">{differenceText.allKinds}</span>
        <span className="font-mono text-sm tabular-nums">{number.format(summary.total)}</span>
      </ToggleButton>
      {summary.kinds.map((counts) => (
        <ToggleButton
          key={counts.kind}
          isSelected={kind === counts.kind}
          onChange={(on) => onKind(on ? counts.kind : null)}
          className={cx(cell)}
        >
          <span className="flex max-w-full items-center gap-1.5 text-sm text-muted">
            <KindIcon kind={counts.kind} className="size-3.5 shrink-0 text-faint" />
            <span className="truncate">{kindName(counts.kind)}</span>
          </span>
          <DiffCounts added={counts.added} removed={counts.removed} changed={counts.changed} />
        </ToggleButton>
      ))}
    </fieldset>
  );
}

/** The same in one line, for lists and confirmations. */
export function totalsOf(counts: Partial<Record<string, { added: number; changed: number; removed: number }>>) {
  const totals = { added: 0, changed: 0, removed: 0 };
  for (const count of Object.values(counts)) {
    totals.added += count?.added ?? 0;
    totals.changed += count?.changed ?? 0;
    totals.removed += count?.removed ?? 0;
  }
  return totals;
}
