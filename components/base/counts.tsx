'use client';

import { useLocale } from 'react-aria-components/I18nProvider';
import { numberFormat } from '#components/ui/formats.ts';
import { CONTENT_KINDS, type ContentKind, factsOf } from '#lib/base/core/content-kinds.ts';
import { countOf } from './text.ts';

const TELLING: readonly ContentKind[] = CONTENT_KINDS.filter((kind) => factsOf(kind).counted === 'briefly');

/** How many there are of each kind. */
type Counts = Partial<Record<ContentKind, number>>;

/** `3 trails · 12 concepts · 46 sparks`: enough to know which catalogue this is. */
export function EntityCounts({ counts, kinds = TELLING }: { counts: Counts; kinds?: readonly ContentKind[] }) {
  const { locale } = useLocale();
  const format = numberFormat(locale).format;
  const shown = countsOf(counts).filter(([kind]) => kinds.includes(kind));
  return <span className="tabular-nums">{shown.map(([kind, count]) => countOf(kind, count, format)).join(' · ')}</span>;
}

export function countsOf(counts: Counts): [ContentKind, number][] {
  return CONTENT_KINDS.flatMap((kind) => (counts[kind] ? [[kind, counts[kind]] as [ContentKind, number]] : []));
}
