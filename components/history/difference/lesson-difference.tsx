'use client';

import './lesson-difference.css';
import { type ReactNode, useState } from 'react';
import { LessonView } from '#components/lessons/reading/lesson-view.tsx';
import { cx } from '#components/ui/cx.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import type { LessonStretch } from '#lib/lessons/core/html/difference.ts';
import { differenceText } from './text.ts';

const EDGES = { changed: 'border-changed', added: 'border-published', removed: 'border-blocked' };
type View = 'rendered' | 'source';

export interface LessonDifferenceProps {
  name: string;
  stretches: LessonStretch[];
  /** The same in Markdown. */
  source: () => ReactNode;
}

/** Two lessons beside each other as readers see them, or in their source; only what was changed. */
export default function LessonDifference({ name, stretches, source }: LessonDifferenceProps) {
  const [view, setView] = useState<View>('rendered');
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-sm text-muted">{name}</p>
        <Segmented<View>
          size="sm"
          label={differenceText.lessonView}
          value={view}
          onChange={setView}
          items={[
            { id: 'rendered', label: differenceText.rendered },
            { id: 'source', label: differenceText.source },
          ]}
        />
      </div>
      {view === 'source' ? source() : <Rendered stretches={stretches} />}
    </>
  );
}

function Rendered({ stretches }: { stretches: LessonStretch[] }) {
  const write = useNumber();
  if (stretches.every(({ change }) => change === 'same'))
    return <p className="rounded-lg border px-3 py-2 text-sm text-muted">{differenceText.sourceOnly}</p>;
  return (
    <div className="lesson-difference overflow-hidden rounded-lg border bg-surface">
      {stretches.map((stretch, at) =>
        stretch.change === 'same' ? (
          <p
            // biome-ignore lint/suspicious/noArrayIndexKey: the stretches of one comparison never move.
            key={at}
            className="border-y bg-sunken px-4 py-0.5 text-xs text-faint first:border-t-0 last:border-b-0"
          >
            {differenceText.unchangedPassages(stretch.blocks, write(stretch.blocks))}
          </p>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the stretches of one comparison never move.
          <div key={at} className={cx('border-s-2 px-4 py-2', EDGES[stretch.change])}>
            <span className="sr-only">{differenceText.stretches[stretch.change]}</span>
            <LessonView html={stretch.html} />
          </div>
        ),
      )}
    </div>
  );
}
