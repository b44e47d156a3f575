import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { formText } from './text.ts';

interface RowButtonsProps {
  /** What the row is called: "Option A". */
  what: string;
  removeLabel: string;
  at: number;
  count: number;
  onMove?: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** What a row of a list offers: a place up, a place down, out. */
export function RowButtons({ what, removeLabel, at, count, onMove, onRemove }: RowButtonsProps) {
  return (
    <span className="flex shrink-0 items-center pt-1">
      {onMove && (
        <>
          <IconButton
            size="sm"
            label={formText.moveUp(what)}
            shortcut="Alt+↑"
            isDisabled={at === 0}
            onPress={() => onMove(-1)}
          >
            <ArrowUp aria-hidden />
          </IconButton>
          <IconButton
            size="sm"
            label={formText.moveDown(what)}
            shortcut="Alt+↓"
            isDisabled={at === count - 1}
            onPress={() => onMove(1)}
          >
            <ArrowDown aria-hidden />
          </IconButton>
        </>
      )}
      <IconButton size="sm" label={removeLabel} onPress={onRemove}>
        <X aria-hidden />
      </IconButton>
    </span>
  );
}

/** Alt and an arrow move the row whose field has the focus. */
export function movesWithAlt(event: React.KeyboardEvent, onMove: (by: -1 | 1) => void) {
  if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
  event.preventDefault();
  event.stopPropagation();
  onMove(event.key === 'ArrowUp' ? -1 : 1);
}
