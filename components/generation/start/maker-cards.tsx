'use client';

import { RadioButton, RadioField, RadioGroup } from 'react-aria-components/RadioGroup';
import { Badge } from '#components/ui/badge.tsx';
import { cx } from '#components/ui/cx.tsx';
import type { Maker } from '#lib/generation/core/maker.ts';
import { generationText } from '../text.ts';

const words = generationText.startPage;
const card =
  'flex w-full flex-col gap-1 rounded-lg border-2 bg-surface px-4 py-3 data-disabled:opacity-55 data-focus-visible:outline-2 data-focus-visible:outline-offset-2 data-focus-visible:outline-focus data-hovered:bg-hover data-selected:border-accent';

interface MakerCardsProps {
  value: Maker;
  /** Why the built-in drafter cannot make it, or why no model can. A sentence. */
  notBuiltin: string | null;
  noModel: string | null;
  onChange: (maker: Maker) => void;
}

/** Who drafts: two equal cards, of which one that cannot says why. */
export function MakerCards({ value, notBuiltin, noModel, onChange }: MakerCardsProps) {
  return (
    <RadioGroup
      aria-label={words.who}
      value={value}
      onChange={(id) => onChange(id as Maker)}
      className="grid items-stretch gap-2 sm:grid-cols-2"
    >
      <RadioField value="builtin" isDisabled={notBuiltin !== null} className="flex">
        <RadioButton className={cx(card)}>
          <span className="flex flex-wrap items-center gap-2">
            <span className="font-medium">{words.builtin}</span>
            {!notBuiltin && <Badge tone="green">{words.noKey}</Badge>}
          </span>
          <span>{words.builtinHelp}</span>
          <span className="text-sm text-muted">{notBuiltin ?? words.builtinNote}</span>
        </RadioButton>
      </RadioField>
      <RadioField value="model" isDisabled={noModel !== null} className="flex">
        <RadioButton className={cx(card)}>
          <span className="font-medium">{words.model}</span>
          <span>{words.modelHelp}</span>
          <span className="text-sm text-muted">{noModel ?? words.modelNote}</span>
        </RadioButton>
      </RadioField>
    </RadioGroup>
  );
}
