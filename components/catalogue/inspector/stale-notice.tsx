'use client';

import { TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { baseText } from '#components/base/text.ts';
import { Button } from '#components/ui/button.tsx';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import type { EntityHead } from '#lib/catalogue/data/entities.ts';
import { editedFields, type FieldValue, fieldOf, normalise, type Values } from './fields.ts';
import { inspectorText } from './text.ts';

export interface StaleNoticeProps {
  kind: NamedKind;
  theirs: EntityHead;
  mine: Values;
  changed: string[];
  isSaving: boolean;
  onLoad: () => void;
  onKeep: () => void;
}

function say(field: string, value: FieldValue | undefined): string {
  if (value === null || value === undefined || value === '') return inspectorText.stale.empty;
  if (typeof value === 'boolean') return value ? inspectorText.published : inspectorText.draft;
  if (field.startsWith('difficulty')) return baseText.difficulty[String(value)] ?? String(value);
  if (field === 'category') return baseText.category[String(value)] ?? String(value);
  return String(value);
}

/** Somebody saved while this was being written: what theirs says where this says something else, and the two ways on. */
export function StaleNotice({ kind, theirs, mine, changed, isSaving, onLoad, onKeep }: StaleNoticeProps) {
  const root = useRef<HTMLElement>(null);
  useEffect(() => {
    root.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const differing = editedFields(kind).filter((field) => normalise(field, mine[field]) !== fieldOf(theirs, field));
  return (
    <section
      ref={root}
      role="alert"
      aria-label={inspectorText.stale.title}
      className="flex flex-col gap-3 rounded-lg bg-draft-soft p-3"
    >
      <div className="flex items-start gap-2.5">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-draft" />
        <div className="flex min-w-0 flex-col gap-0.5">
          <p className="font-medium text-draft">{inspectorText.stale.title}</p>
          <p className="text-muted">{inspectorText.stale.why}</p>
        </div>
      </div>
      <dl className="flex flex-col gap-2 text-sm">
        {differing.map((field) => (
          <div key={field} className="flex flex-col">
            <dt className="text-muted">
              {inspectorText.fields[field]}
              {changed.includes(field) && <span className="sr-only"> *</span>}
            </dt>
            <dd dir="auto" className="text-title line-clamp-4 break-words text-ink">
              {say(field, fieldOf(theirs, field))}
            </dd>
          </div>
        ))}
      </dl>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onPress={onLoad}>
          {inspectorText.stale.load}
        </Button>
        <Button size="sm" isPending={isSaving} onPress={onKeep}>
          {inspectorText.stale.keep}
        </Button>
      </div>
    </section>
  );
}
