'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { findingText } from '#lib/quality/core/text.ts';
import type { PlacedShown } from './marks.ts';
import { qualityText } from './text.ts';

const NUMBER = {
  blocks: 'bg-blocked-soft text-blocked',
  consider: 'bg-draft-soft text-draft',
  opinion: 'bg-archived-soft text-archived',
} as const;

export interface FindingItemProps {
  finding: PlacedShown;
  isCurrent: boolean;
  onGo: () => void;
  onFix: () => void;
  /** With the reason why it is not wanted here. */
  onDismiss: (reason: string) => void;
}

/** One finding; the one that is looked at says what would settle it. */
export function FindingItem({ finding, isCurrent, onGo, onFix, onDismiss }: FindingItemProps) {
  const { code, severity, number, reason, fix, fixed_block } = finding;
  return (
    <li className={cx('rounded-lg border px-2 py-1.5', isCurrent ? 'border-line bg-surface' : 'border-transparent')}>
      <button
        type="button"
        aria-current={isCurrent || undefined}
        onClick={onGo}
        className="flex w-full items-start gap-2.5 rounded-md text-start"
      >
        <span
          className={cx(
            'mt-0.5 flex size-5 shrink-0 items-center justify-center rounded-full text-xs tabular-nums',
            NUMBER[severity],
          )}
        >
          {number}
        </span>
        <span className="min-w-0 flex-1">
          <span className="block font-medium">{findingText[code].name}</span>
          <span className="block text-sm break-words text-muted">{reason}</span>
        </span>
      </button>
      {isCurrent && (
        <Answer key={finding.key} fix={fixed_block === null ? undefined : fix} onFix={onFix} onDismiss={onDismiss} />
      )}
    </li>
  );
}

function Answer({
  fix,
  onFix,
  onDismiss,
}: Pick<FindingItemProps, 'onFix' | 'onDismiss'> & { fix?: { label: string } }) {
  const [isAsking, setAsking] = useState(false);
  const [why, setWhy] = useState('');
  if (isAsking)
    return (
      <form
        className="mt-2 flex flex-col gap-2 ps-7.5"
        onSubmit={(event) => {
          event.preventDefault();
          if (why.trim() !== '') onDismiss(why.trim());
        }}
      >
        <TextField
          label={qualityText.reason}
          help={qualityText.reasonHelp}
          value={why}
          onChange={setWhy}
          maxLength={300}
          isRequired
          autoFocus
        />
        <div className="flex gap-2">
          <Button size="sm" type="submit">
            {qualityText.save}
          </Button>
          <Button size="sm" variant="quiet" onPress={() => setAsking(false)}>
            {qualityText.cancel}
          </Button>
        </div>
      </form>
    );
  return (
    <div className="mt-2 flex flex-wrap gap-2 ps-7.5">
      {fix && (
        <Button size="sm" onPress={onFix}>
          {fix.label}
        </Button>
      )}
      <Button size="sm" variant="quiet" onPress={() => setAsking(true)}>
        {qualityText.notHere}
      </Button>
    </div>
  );
}
