'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { QueryProblem } from '#components/base/problem.tsx';
import { Comparing, FieldList, LongFields } from '#components/history/difference/field-list.tsx';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { KeyHint } from '#components/ui/kbd.tsx';
import type { CourseThing } from '#lib/snapshots/data/course-versions.ts';
import { courseThingQuery } from '#lib/snapshots/queries/course-versions.ts';
import { courseVersionsText } from './text.ts';

export interface ThingDifferenceProps {
  workspace: string;
  thing: CourseThing;
  onBack: () => void;
  onNext?: () => void;
  onPrevious?: () => void;
  className?: string;
}

/** Old and new of one thing with all that belongs to it, only what differs. */
export function ThingDifference({ workspace, thing, onBack, onNext, onPrevious, className }: ThingDifferenceProps) {
  const { data, error, refetch } = useQuery(courseThingQuery(workspace, thing.parts));
  const differing = data?.filter(({ line }) => line.fields.length > 0) ?? [];
  return (
    <article
      className={cx('flex min-h-0 min-w-0 flex-col gap-4 overflow-y-auto bg-surface px-4 py-5 md:px-8', className)}
    >
      <Button size="sm" variant="quiet" icon={<ArrowLeft />} className="self-start md:hidden" onPress={onBack}>
        {courseVersionsText.backToList}
      </Button>
      <header className="flex flex-wrap items-start justify-between gap-3">
        <h1 dir="auto" className="min-w-0 flex-1 basis-52 text-lg font-semibold break-words">
          {thing.label ?? courseVersionsText.untitled}
        </h1>
        <div className="flex gap-2">
          <Button size="sm" isDisabled={!onPrevious} onPress={onPrevious}>
            {courseVersionsText.previous} <KeyHint keys="P" />
          </Button>
          <Button size="sm" isDisabled={!onNext} onPress={onNext}>
            {courseVersionsText.next} <KeyHint keys="N" />
          </Button>
        </div>
      </header>
      {thing.change === 'new' && <p className="text-sm text-muted">{courseVersionsText.newThing}</p>}
      {thing.change === 'gone' && <p className="text-sm text-muted">{courseVersionsText.goneThing}</p>}
      {error ? (
        <QueryProblem error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Comparing />
      ) : differing.length === 0 ? (
        <p className="text-sm text-muted">{courseVersionsText.onlyMoved}</p>
      ) : (
        differing.map(({ line, before, after, lesson }) => (
          <FieldList
            key={`${line.kind}-${line.entity_id}`}
            line={line}
            long={(fields) => (
              <LongFields kind={line.kind} fields={fields} before={before} after={after} lesson={lesson} />
            )}
          />
        ))
      )}
    </article>
  );
}
