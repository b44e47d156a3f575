'use client';

import '@fontsource-variable/source-serif-4/opsz.css';
import '@fontsource-variable/source-serif-4/opsz-italic.css';
import { useQueries } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useGo } from '#components/shell/leave-guard.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { RenderedExercise } from '#lib/exercises/core/rendered.ts';
import { renderedExercisesQuery } from '#lib/exercises/queries/rendering.ts';
import { Player } from '../player/player.tsx';
import { exercisesText } from '../text.ts';
import { PreviewStrip, type Width } from './preview-strip.tsx';

const words = exercisesText.preview;

/** So many questions after the one that is shown are made ready. */
const AHEAD = 2;

export interface ExercisePreviewProps {
  workspace: string;
  spark: { id: string; slug: string; title: string };
  what: { from: 'quiz' | 'bank'; at?: number };
  version: number;
  language: string;
  /** Places in the bank, in the order in which they are asked. */
  places: readonly number[];
  /** How many exercises the bank has. */
  bank: number;
  first: RenderedExercise | null;
}

/** A quiz as learners see it, without the shell of the studio; nothing is recorded. */
export function ExercisePreview(props: ExercisePreviewProps) {
  const { workspace, spark, what, version, language, places, bank, first } = props;
  const go = useGo();
  const [width, setWidth] = useState<Width>('wide');
  const [reached, setReached] = useState(0);
  const back = inWorkspace(workspace).spark(spark.slug, { tab: 'exercises' });
  const leave = () => go(back);
  useShortcuts(words.keys, [
    { keys: 'P', label: words.back, run: leave },
    { keys: 'Escape', label: words.back, run: leave },
  ]);
  const loaded = useQueries({
    queries: places.slice(0, reached + AHEAD + 1).map((place) => ({
      ...renderedExercisesQuery(workspace, { spark_id: spark.id, version, places: [place], as: 'played' as const }),
      initialData: place === first?.place ? { version, exercises: [first] } : undefined,
    })),
  });
  const items = places.map((place, at) => ({
    key: String(place),
    rendered: loaded[at]?.data?.exercises[0] ?? null,
    isLost: loaded[at]?.isError,
  }));
  const onShow = useCallback((at: number) => setReached((before) => Math.max(before, at)), []);
  return (
    <div className="flex h-dvh flex-col bg-canvas">
      <PreviewStrip
        workspace={workspace}
        spark={spark}
        what={what}
        back={back}
        width={width}
        onWidth={setWidth}
        canCopy={places.length > 0}
      />
      <main
        id="content"
        tabIndex={-1}
        className={cx('flex min-h-0 flex-1', width === 'phone' && 'justify-center bg-sunken p-4')}
      >
        <h1 className="sr-only">{spark.title}</h1>
        {places.length === 0 ? (
          <Nothing workspace={workspace} slug={spark.slug} bank={bank} />
        ) : (
          <div
            className={cx(
              'flex min-h-0 min-w-0 flex-col overflow-auto [&>.tw-player]:flex-1',
              width === 'phone'
                ? 'h-full max-h-[844px] w-[390px] max-w-full rounded-xl border border-line-strong'
                : 'flex-1',
            )}
          >
            <Player
              title={spark.title}
              items={items}
              version={version}
              language={language}
              isPreview
              hearsPage
              onShow={onShow}
              onReload={(at) => void loaded[at]?.refetch()}
              mend={({ key }) => (
                <LinkButton
                  variant="primary"
                  href={inWorkspace(workspace).spark(spark.slug, {
                    tab: 'exercises',
                    exercise: items.find((item) => item.key === key)?.rendered?.id || `#${key}`,
                  })}
                >
                  {words.open(Number(key) + 1)}
                </LinkButton>
              )}
            />
          </div>
        )}
      </main>
    </div>
  );
}

function Nothing({ workspace, slug, bank }: { workspace: string; slug: string; bank: number }) {
  return (
    <div className="flex-1">
      <EmptyState
        drawing="inbox"
        title={bank > 0 ? words.emptyQuiz : words.emptyBank}
        action={
          bank > 0 && (
            <LinkButton variant="primary" href={inWorkspace(workspace).played(slug, { from: 'bank' })}>
              {words.tryBank(bank)}
            </LinkButton>
          )
        }
      >
        {words.emptyQuizHelp}
      </EmptyState>
    </div>
  );
}
