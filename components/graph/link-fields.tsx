'use client';

import { LINK_WORDS, LinkStroke } from '#components/base/link-stroke.tsx';
import { cx } from '#components/ui/cx.tsx';
import { NumberField } from '#components/ui/number-field.tsx';
import { Select } from '#components/ui/select.tsx';
import { Slider } from '#components/ui/slider.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import {
  isUnusualWeight,
  LINK_TYPES,
  type LinkType,
  LONGEST_REASON,
  USUAL_WEIGHTS,
} from '#lib/base/core/link-types.ts';
import { linksText } from './links-text.ts';

export interface LinkValues {
  link_type: LinkType;
  weight: number | null;
  description: string;
}

// Characters as the database counts them.
const lengthOf = (reason: string) => [...reason.trim()].length;

export const usualLink = (link_type: LinkType = 'prerequisite'): LinkValues => ({
  link_type,
  weight: USUAL_WEIGHTS[link_type].usual,
  description: '',
});

/** What cannot be saved, a sentence a field. */
export function linkErrors({ weight, description }: Pick<LinkValues, 'weight' | 'description'>): {
  weight?: string;
  description?: string;
} {
  return {
    weight: weight !== null && (weight < 0 || weight > 1) ? linksText.form.weightRange : undefined,
    description: lengthOf(description) > LONGEST_REASON ? linksText.form.reasonLong : undefined,
  };
}

export const TYPE_OPTIONS = LINK_TYPES.map((type) => ({
  id: type,
  label: LINK_WORDS[type],
  description: linksText.types[type],
  icon: <LinkStroke type={type} />,
}));

export interface LinkFieldsProps {
  value: LinkValues;
  onChange: (value: LinkValues) => void;
  /** Below each other, and with a slider for the weight: for a panel beside what it is about. */
  isNarrow?: boolean;
}

/** Type, weight and reason of a link. Another type brings its usual weight along where the weight was the usual one. */
export function LinkFields({ value, onChange, isNarrow = false }: LinkFieldsProps) {
  const { link_type, weight, description } = value;
  const errors = linkErrors(value);
  const setType = (next: string) => {
    const type = next as LinkType;
    const isUsual = weight === USUAL_WEIGHTS[link_type].usual;
    onChange({ ...value, link_type: type, weight: isUsual ? USUAL_WEIGHTS[type].usual : weight });
  };
  const isUnusual = weight !== null && !errors.weight && isUnusualWeight(link_type, weight);
  return (
    <>
      <div className={cx('grid items-start gap-4', !isNarrow && 'grid-cols-[minmax(0,1fr)_10rem] max-sm:grid-cols-1')}>
        <Select label={linksText.form.type} options={TYPE_OPTIONS} value={link_type} onChange={setType} />
        {/* Without bounds of its own: it would quietly make 1.5 a 1, where a sentence helps. */}
        <NumberField
          label={linksText.form.weight}
          value={weight ?? Number.NaN}
          onChange={(next) => onChange({ ...value, weight: Number.isNaN(next) ? null : next })}
          step={0.05}
          formatOptions={{ maximumFractionDigits: 3 }}
          error={errors.weight}
        />
        {isNarrow && (
          <Slider<number>
            hideLabel
            label={linksText.form.weightSlider}
            minValue={0}
            maxValue={1}
            step={0.05}
            output={null}
            value={Math.min(1, Math.max(0, weight ?? USUAL_WEIGHTS[link_type].usual))}
            onChange={(next) => onChange({ ...value, weight: Math.round(next * 100) / 100 })}
            className="-mt-2"
          />
        )}
        <p className={cx('-mt-2 text-sm text-muted', !isNarrow && 'sm:col-span-2')}>
          {isUnusual ? linksText.form.unusual(link_type) : linksText.form.usual(link_type)}
        </p>
      </div>
      <TextArea
        label={linksText.form.reason}
        help={linksText.form.reasonHelp}
        limit={LONGEST_REASON}
        error={errors.description}
        value={description}
        onChange={(next) => onChange({ ...value, description: next })}
      />
    </>
  );
}
