'use client';

import { MessageSquare, PencilLine } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { commentsText } from './text.ts';
import { SUGGEST_KEYS } from './use-talking.ts';

const words = commentsText;

const HEIGHT = 44;
const HALF_WIDTH = 110;
const HALF_WIDTH_OF_TWO = 190;

interface SelectionBubbleProps {
  rect: DOMRect;
  onComment: () => void;
  suggest?: { label: string; run: () => void };
}

/** What can be done with words that are selected: above them, where it covers none. */
export function SelectionBubble({ rect, onComment, suggest }: SelectionBubbleProps) {
  const isAbove = rect.top > HEIGHT + 60;
  const half = suggest ? HALF_WIDTH_OF_TWO : HALF_WIDTH;
  const middle = rect.left + rect.width / 2;
  return (
    // The press must not take the selection away.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above.
    <div
      onMouseDown={(event) => event.preventDefault()}
      className="floats fixed flex z-40 -translate-x-1/2 rounded-lg p-1"
      style={{
        top: isAbove ? rect.top - HEIGHT : rect.bottom + 6,
        left: Math.max(Math.min(half, window.innerWidth / 2), Math.min(middle, window.innerWidth - half)),
      }}
    >
      <Button size="sm" variant="quiet" icon={<MessageSquare />} preventFocusOnPress onPress={onComment}>
        {words.comment}
        <Kbd keys="Mod+Alt+M" />
      </Button>
      {suggest && (
        <Button size="sm" variant="quiet" icon={<PencilLine />} preventFocusOnPress onPress={suggest.run}>
          {suggest.label}
          <Kbd keys={SUGGEST_KEYS} />
        </Button>
      )}
    </div>
  );
}
