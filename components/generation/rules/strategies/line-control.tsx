'use client';

import { NumberField } from '#components/ui/number-field.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { StrategyConfig } from '#lib/generation/core/prompt/rules.ts';
import type { StrategyLine } from '#lib/generation/core/prompt/strategy-lines.ts';
import { rulesText } from '../text.ts';

const words = rulesText.strategies;

interface LineControlProps {
  line: StrategyLine;
  config: StrategyConfig;
  onChange: (config: StrategyConfig) => void;
}

/** The control for what a strategy says in one line. What is emptied is left open once it is saved. */
export function LineControl({ line, config, onChange }: LineControlProps) {
  const { content_guidelines: guidelines, seo_focus: seo, tone } = config;
  const guide = (patch: object) => onChange({ ...config, content_guidelines: { ...guidelines, ...patch } });
  const focus = (patch: object) => onChange({ ...config, seo_focus: { ...seo, ...patch } });
  const label = words.line[line];
  switch (line) {
    case 'words':
      return (
        <div className="flex flex-wrap gap-3">
          <NumberOf
            label={words.least}
            most={20_000}
            value={guidelines.min_words}
            onChange={(min_words) => guide({ min_words })}
          />
          <NumberOf
            label={words.most}
            most={20_000}
            value={guidelines.max_words}
            onChange={(max_words) => guide({ max_words })}
          />
        </div>
      );
    case 'sections':
      return (
        <Lines
          label={label}
          help={words.sectionsHelp}
          value={guidelines.required_sections}
          onChange={(required_sections) => guide({ required_sections })}
        />
      );
    case 'citations':
      return (
        <Segmented<'yes' | 'no'>
          label={label}
          className="self-start"
          items={[
            { id: 'yes', label: words.citations.yes },
            { id: 'no', label: words.citations.no },
          ]}
          value={guidelines.citation_required === false ? 'no' : 'yes'}
          onChange={(id) => guide({ citation_required: id === 'yes' })}
        />
      );
    case 'keywords':
      return (
        <Lines
          label={label}
          help={words.keywordsHelp}
          value={seo.primary_keywords}
          onChange={(primary_keywords) => focus({ primary_keywords })}
        />
      );
    case 'density':
      return (
        <NumberOf
          label={label}
          hideLabel
          least={0}
          most={10}
          step={0.1}
          unit={words.percent}
          value={seo.keyword_density}
          onChange={(keyword_density) => focus({ keyword_density })}
        />
      );
    case 'meta':
      return (
        <NumberOf
          label={label}
          hideLabel
          least={50}
          most={320}
          unit={words.characters}
          value={seo.meta_description_length}
          onChange={(meta_description_length) => focus({ meta_description_length })}
        />
      );
    default:
      return (
        <TextField
          label={label}
          hideLabel
          limit={300}
          maxLength={300}
          value={tone[line] ?? ''}
          onChange={(text) => onChange({ ...config, tone: { ...tone, [line]: text } })}
        />
      );
  }
}

interface NumberOfProps {
  label: string;
  hideLabel?: boolean;
  least?: number;
  most: number;
  step?: number;
  unit?: string;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}

function NumberOf({ least = 1, most, value, onChange, unit, ...field }: NumberOfProps) {
  return (
    <NumberField
      {...field}
      unit={unit}
      className={unit ? 'w-60' : 'w-32'}
      minValue={least}
      maxValue={most}
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? undefined : next)}
    />
  );
}

interface LinesProps {
  label: string;
  help: string;
  value: string[] | undefined;
  onChange: (value: string[]) => void;
}

/** A list, one entry a line. Empty lines go when it is saved, so that a line break can be typed. */
const Lines = ({ label, help, value = [], onChange }: LinesProps) => (
  <TextArea
    label={label}
    hideLabel
    help={help}
    rows={2}
    value={value.join('\n')}
    onChange={(text) => onChange(text === '' ? [] : text.split('\n'))}
  />
);
