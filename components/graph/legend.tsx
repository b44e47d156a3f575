'use client';

import { ChevronLeft, Info } from 'lucide-react';
import { useState } from 'react';
import { LINK_WORDS, LinkStroke } from '#components/base/link-stroke.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { LINK_TYPES } from '#lib/base/core/link-types.ts';
import { graphText } from './text.ts';

/** What colours and strokes mean. `hidden` is how many links are not drawn until they are asked for. */
export function Legend({ hidden }: { hidden: string | null }) {
  const [isOpen, setOpen] = useState(true);
  return (
    <section
      aria-label={graphText.legend}
      className="flex min-h-8.5 min-w-0 items-center rounded-lg border bg-raised text-xs text-muted max-lg:hidden"
    >
      {isOpen && (
        <ul className="flex flex-wrap items-center gap-x-4 gap-y-1 py-1.5 ps-3">
          {LINK_TYPES.map((type) => (
            <li key={type} className="flex items-center gap-2">
              <LinkStroke type={type} />
              {LINK_WORDS[type]}
            </li>
          ))}
          <li className="flex gap-1">
            <StateBadge state="published" size="sm" />
            <StateBadge state="draft" size="sm" />
          </li>
          {hidden && <li title={graphText.impliedWhy}>{graphText.implied(hidden)}</li>}
        </ul>
      )}
      <IconButton
        label={isOpen ? graphText.hideLegend : graphText.showLegend}
        placement="top"
        aria-expanded={isOpen}
        onPress={() => setOpen(!isOpen)}
      >
        {isOpen ? <ChevronLeft /> : <Info />}
      </IconButton>
    </section>
  );
}
