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
      <IconButton
        size="sm"
        label={removeLabel}
        onPress={({ target }) => {
          const focus = focusAfter(target);
          onRemove();
          requestAnimationFrame(focus);
        }}
      >
        <X aria-hidden />
      </IconButton>
    </span>
  );
}

/** What moves the focus to the row that takes the place of one that goes: the next, else the one before, else what stands behind the list. */
function focusAfter(button: Element): () => void {
  const row = button.closest('li, [data-row]');
  const list = row?.parentElement;
  if (!row || !list) return () => undefined;
  const at = [...list.children].indexOf(row);
  return () => {
    const next = list.children[at] ?? list.children[at - 1] ?? list.nextElementSibling;
    const field = next?.querySelector<HTMLElement>('textarea, input, button');
    (field ?? (next as HTMLElement | null))?.focus();
  };
}

/** Alt and an arrow move the row whose field has the focus. */
export function movesWithAlt(event: React.KeyboardEvent, onMove: (by: -1 | 1) => void) {
  if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
  event.preventDefault();
  event.stopPropagation();
  onMove(event.key === 'ArrowUp' ? -1 : 1);
}
