'use client';

import { ArrowRight } from 'lucide-react';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import type { ContentKind } from '#lib/base/core/content-kinds.ts';
import type { Brief, DifferenceLine } from '#lib/history/core/lines.ts';
import type { LessonStretch } from '#lib/lessons/core/html/difference.ts';
import { PackageDiff } from './package-diff.tsx';
import { differenceText } from './text.ts';

const LessonDifference = dynamic(() => import('./lesson-difference.tsx'), { loading: () => <Comparing /> });
const Words = dynamic(() => import('./words.tsx'), { loading: () => <Comparing /> });

/** Texts that are compared word by word rather than side by side. */
const PROSE = new Set(['content_md']);

export interface FieldListProps {
  line: DifferenceLine;
  /** Draws the fields whose values are too long for a line. */
  long: (fields: string[]) => ReactNode;
}

/** What differs in one entity: short values beside each other, what is long by the caller. */
export function FieldList({ line, long: drawLong }: FieldListProps) {
  const short = line.fields.filter(({ field, before, after }) => !isLong(field, before, after));
  const long = line.fields.filter(({ field, before, after }) => isLong(field, before, after));
  return (
    <div className="flex flex-col gap-3 py-1">
      {short.length > 0 && (
        <dl className="flex flex-col">
          {short.map(({ field, before, after }) => (
            <div
              key={field}
              className="grid gap-x-4 gap-y-0.5 border-b py-1.5 text-sm last:border-b-0 sm:grid-cols-[7rem_minmax(0,1fr)]"
            >
              <dt className="text-muted">{fieldName(field)}</dt>
              <dd className="flex min-w-0 flex-wrap items-baseline gap-x-2 gap-y-0.5">
                {line.change !== 'added' && <Value brief={before} side="before" />}
                {line.change === 'changed' && (
                  <ArrowRight aria-hidden className="size-3.5 shrink-0 self-center text-faint rtl:rotate-180" />
                )}
                {line.change !== 'removed' && <Value brief={after} side="after" />}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {long.length > 0 && drawLong(long.map(({ field }) => field))}
    </div>
  );
}

function isLong(field: string, before: Brief, after: Brief): boolean {
  return PROSE.has(field) || before.is_cut || after.is_cut;
}

export function fieldName(field: string): string {
  return differenceText.fields[field] ?? field.replaceAll('_', ' ');
}

const WORDS: Record<string, string> = { true: 'yes', false: 'no' };

function Value({ brief, side }: { brief: Brief; side: 'before' | 'after' }) {
  const Tag = side === 'before' ? 'del' : 'ins';
  if (brief.text === null) return <Tag className="text-faint italic no-underline">{differenceText.empty}</Tag>;
  return (
    <Tag
      dir="auto"
      className={
        side === 'before'
          ? 'min-w-0 rounded-sm bg-blocked-soft px-1 break-words text-blocked no-underline'
          : 'min-w-0 rounded-sm bg-published-soft px-1 break-words text-published no-underline'
      }
    >
      {WORDS[brief.text] ?? brief.text}
    </Tag>
  );
}

export interface LongFieldsProps {
  kind: ContentKind;
  fields: string[];
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  /** The lesson as readers see it, where it differs. */
  lesson: LessonStretch[] | null;
}

/** Lessons word by word, as readers see them and in their source; packages by exercise; other texts word by word. */
export function LongFields({ kind, fields, before, after, lesson }: LongFieldsProps) {
  return fields.map((field) => {
    const source = () => <Words before={asText(before?.[field])} after={asText(after?.[field])} />;
    return (
      <div key={field} className="flex min-w-0 flex-col gap-1.5">
        {field === 'content_md' && lesson ? (
          <LessonDifference name={fieldName(field)} stretches={lesson} source={source} />
        ) : (
          <>
            <p className="text-sm text-muted">{fieldName(field)}</p>
            {kind === 'package' && field === 'body' ? <PackageDiff before={before} after={after} /> : source()}
          </>
        )}
      </div>
    );
  });
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

export function Comparing() {
  return (
    <Loading label={differenceText.lessonLoading} className="flex flex-col gap-2 rounded-lg border p-3">
      <Skeleton className="h-3 w-2/3" />
      <Skeleton className="h-3 w-1/2" />
      <Skeleton className="h-3 w-3/5" />
    </Loading>
  );
}
