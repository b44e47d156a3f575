'use client';

import { CircleHelp } from 'lucide-react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Popover } from '#components/ui/popover.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { uiText } from '#components/ui/text.ts';
import { SIGNALS } from '#lib/catalogue/core/row-signal.ts';
import { outlineText } from './text.ts';

const words = outlineText.marks;

/** What each mark of the outline says, one press away. */
export function MarksHelp() {
  return (
    <Popover
      label={words.label}
      placement="bottom end"
      trigger={
        <IconButton size="sm" label={words.label}>
          <CircleHelp />
        </IconButton>
      }
    >
      <dl className="grid w-80 max-w-full grid-cols-[auto_1fr] gap-x-4 gap-y-2 text-sm">
        {[...SIGNALS].map((state) => (
          <div key={state} className="contents">
            <dt>
              <StateBadge state={state} plain title="" />
            </dt>
            <dd className="text-muted">{uiText.stateMeans[state]}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 max-w-80 border-t pt-2 text-sm text-muted">{words.below}</p>
      <p className="mt-1 max-w-80 text-sm text-muted">{words.silent}</p>
    </Popover>
  );
}
