'use client';

import { MessageSquare } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { commentsText } from './text.ts';

const words = commentsText;

const HEIGHT = 44;
const HALF_WIDTH = 110;

/** What can be done with words that are selected: above them, where it covers none. */
export function SelectionBubble({ rect, onComment }: { rect: DOMRect; onComment: () => void }) {
  const isAbove = rect.top > HEIGHT + 60;
  const middle = rect.left + rect.width / 2;
  return (
    // The press must not take the selection away.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above.
    <div
      onMouseDown={(event) => event.preventDefault()}
      className="floats fixed z-40 -translate-x-1/2 rounded-lg p-1"
      style={{
        top: isAbove ? rect.top - HEIGHT : rect.bottom + 6,
        left: Math.min(Math.max(middle, HALF_WIDTH), window.innerWidth - HALF_WIDTH),
      }}
    >
      <Button size="sm" variant="quiet" icon={<MessageSquare />} preventFocusOnPress onPress={onComment}>
        {words.comment}
        <Kbd keys="Mod+Alt+M" />
      </Button>
    </div>
  );
}
