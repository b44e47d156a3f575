'use client';

import { NumberField } from '#components/ui/number-field.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { PIECE_TYPES, PRIORITIES } from '#lib/generation/core/maker.ts';
import { LENGTHS } from '#lib/generation/core/prompt/content-types.ts';
import { generationText } from '../text.ts';
import { MOST_KEYWORDS, type ModelChoice } from './kept-form.ts';

const words = generationText.startPage;

interface ModelOptionsProps {
  value: ModelChoice;
  hasForm: boolean;
  onChange: (value: ModelChoice) => void;
}

/** The topic, how long it is to be, what matters most, and what it may cost. */
export function ModelOptions({ value, hasForm, onChange }: ModelOptionsProps) {
  const set = (part: Partial<ModelChoice>) => onChange({ ...value, ...part });
  return (
    <div className="flex flex-col gap-4">
      <TextArea
        label={words.topic}
        help={words.topicHelp}
        value={value.topic}
        maxLength={1000}
        rows={3}
        onChange={(topic) => set({ topic })}
      />
      <TextField
        label={words.keywords}
        help={words.keywordsHelp}
        value={value.keywords}
        maxLength={MOST_KEYWORDS}
        onChange={(keywords) => set({ keywords })}
      />
      {hasForm && (
        <Segmented
          label={words.form}
          value={value.content_type}
          onChange={(content_type) => set({ content_type })}
          items={PIECE_TYPES.map((id) => ({ id, label: words.forms[id] }))}
        />
      )}
      <div className="flex flex-wrap gap-x-8 gap-y-4">
        <Segmented
          label={words.length}
          value={value.length}
          onChange={(length) => set({ length })}
          items={LENGTHS.map((id) => ({ id, label: words.lengths[id] }))}
        />
        <Segmented
          label={words.priority}
          value={value.priority}
          onChange={(priority) => set({ priority })}
          items={PRIORITIES.map((id) => ({ id, label: words.priorities[id] }))}
        />
      </div>
      <NumberField
        label={words.cap}
        help={words.capHelp}
        unit="USD"
        className="max-w-48"
        minValue={0}
        step={0.01}
        value={value.cap ?? Number.NaN}
        onChange={(cap) => set({ cap: Number.isNaN(cap) ? null : cap })}
      />
    </div>
  );
}
