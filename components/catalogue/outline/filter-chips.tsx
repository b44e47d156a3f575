'use client';

import { X } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Button } from '#components/ui/button.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { NO_FILTERS } from './address.tsx';
import { useOutlineContext } from './context.tsx';
import type { FilterOn } from './filter-menu.tsx';
import { outlineText } from './text.ts';

/** The filters that are on and how much they leave. Pressing one takes it off. */
export function FilterChips({ on }: { on: readonly FilterOn[] }) {
  const { filter, filtered, isFinding, setParams } = useOutlineContext();
  const write = useNumber();
  if (!filter) return null;
  return (
    <div className="flex flex-wrap items-center gap-1 px-2 pb-1.5">
      {on.map(({ id, label, off }) => (
        <AriaButton
          key={id}
          aria-label={outlineText.filterDrop(label)}
          onPress={() => setParams(off)}
          className="focus-ring inline-flex h-6 max-w-full min-w-0 items-center gap-1 rounded-full bg-accent-soft ps-2 pe-1.5 text-xs font-medium text-accent-text data-hovered:bg-pressed"
        >
          <span dir="auto" className="truncate">
            {label}
          </span>
          <X aria-hidden className="size-3 shrink-0" />
        </AriaButton>
      ))}
      <span role="status" className="px-1 text-xs text-muted tabular-nums">
        {isFinding || !filtered ? outlineText.filterFinding : outlineText.filterFound(filtered.entities, write)}
      </span>
      {on.length > 1 && (
        <Button size="sm" variant="quiet" onPress={() => setParams({ ...NO_FILTERS })} className="ms-auto text-muted">
          {outlineText.clearFilters}
        </Button>
      )}
    </div>
  );
}
