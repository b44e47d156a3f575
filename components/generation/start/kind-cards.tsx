'use client';

import { Check } from 'lucide-react';
import { useState } from 'react';
import { RadioButton, RadioField, RadioGroup } from 'react-aria-components/RadioGroup';
import { Button } from '#components/ui/button.tsx';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { JOB_KINDS, type JobKind } from '#lib/generation/core/job.ts';
import { PLACES } from '#lib/generation/core/request.ts';
import { JobIcon } from '../job-icon.tsx';
import { generationText } from '../text.ts';

const words = generationText;

/** So many are shown before somebody asks for the rest. */
const FIRST = 6;

interface KindCardsProps {
  value: JobKind;
  /** Of the place that is chosen already: what can be made there comes first. */
  place: NamedKind | null;
  onChange: (kind: JobKind) => void;
}

/** What a job can make, as cards of which one is chosen. */
export function KindCards({ value, place, onChange }: KindCardsProps) {
  const [showsAll, setShowsAll] = useState(false);
  const fits = (kind: JobKind) => place !== null && PLACES[kind].kinds.includes(place);
  const sorted = [...JOB_KINDS.filter(fits), ...JOB_KINDS.filter((kind) => !fits(kind))];
  const first = sorted.slice(0, FIRST);
  const shown = showsAll ? sorted : first.includes(value) ? first : [...first, value];
  const rest = sorted.filter((kind) => !shown.includes(kind));
  return (
    <div className="flex flex-col gap-2">
      <RadioGroup
        aria-label={words.startPage.what}
        value={value}
        onChange={(id) => onChange(id as JobKind)}
        className="grid gap-2 sm:grid-cols-2 xl:grid-cols-3"
      >
        {shown.map((kind) => (
          <RadioField key={kind} value={kind} className="flex">
            <RadioButton className="group flex w-full items-start gap-2.5 rounded-lg border bg-surface px-3.5 py-3 data-focus-visible:outline-2 data-focus-visible:outline-offset-2 data-focus-visible:outline-focus data-hovered:bg-hover data-selected:border-accent data-selected:ring-1 data-selected:ring-accent">
              <JobIcon kind={kind} className="mt-0.5 size-4 shrink-0 text-muted" />
              <span className="flex min-w-0 flex-1 flex-col">
                <span className="font-medium">{words.kinds[kind]}</span>
                <span className="text-sm text-muted">{words.kindHelp[kind]}</span>
              </span>
              <Check aria-hidden className="invisible size-4 shrink-0 text-accent-text group-data-selected:visible" />
            </RadioButton>
          </RadioField>
        ))}
      </RadioGroup>
      {rest.length > 0 && (
        <p className="text-sm text-muted">
          <Button size="sm" variant="quiet" onPress={() => setShowsAll(true)}>
            {words.startPage.more(rest.length)}
          </Button>{' '}
          {rest.map((kind) => words.kinds[kind].toLocaleLowerCase()).join(', ')}
        </p>
      )}
    </div>
  );
}
