'use client';

import { Check } from 'lucide-react';
import { RadioButton, RadioField, RadioGroup } from 'react-aria-components/RadioGroup';
import { JOB_KINDS, type JobKind } from '#lib/generation/core/job.ts';
import { JobIcon } from '../job-icon.tsx';
import { generationText } from '../text.ts';

const words = generationText;

/** What a job can make, as cards of which one is chosen. */
export function KindCards({ value, onChange }: { value: JobKind; onChange: (kind: JobKind) => void }) {
  return (
    <RadioGroup
      aria-label={words.startPage.what}
      value={value}
      onChange={(id) => onChange(id as JobKind)}
      className="grid gap-2 sm:grid-cols-2"
    >
      {JOB_KINDS.map((kind) => (
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
  );
}
