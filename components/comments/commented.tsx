'use client';

import { MessageSquare } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { useIsNarrower } from '#components/ui/use-is-narrower.ts';
import { SelectionBubble } from './selection-bubble.tsx';
import { commentsText } from './text.ts';
import { ThreadsList } from './threads-list.tsx';
import { type Suggesting, useTalking } from './use-talking.ts';
import './comments.css';

const words = commentsText;

/** Pixels: with less there is no margin beside the text, and with still less no room for a panel. */
const ROOM_FOR_MARGIN = 1280;
const ROOM_FOR_PANEL = 768;

export interface CommentedProps {
  workspace: string;
  user_id: string;
  spark_id: string;
  /** The text is being written: its panes fill the page and scroll by themselves. */
  isWriting: boolean;
  /** Where other words can be suggested for a passage. */
  suggesting?: Suggesting;
  children: ReactNode;
}

/** A lesson with what is said about it: in the margin, in a panel that opens, or on a phone in a sheet below it. */
export function Commented({ workspace, user_id, spark_id, isWriting, suggesting, children }: CommentedProps) {
  const area = useRef<HTMLDivElement>(null);
  const talking = useTalking(workspace, { spark_id }, area, false, suggesting);
  const hasMargin = !useIsNarrower(ROOM_FOR_MARGIN) && !isWriting;
  const isPhone = useIsNarrower(ROOM_FOR_PANEL);
  const [isAsked, setAsked] = useState(false);
  const isOpen = isAsked || talking.current !== null || talking.draft !== null;
  const close = () => {
    setAsked(false);
    talking.open(null);
  };
  const count =
    talking.threads.filter(({ resolved_at }) => resolved_at === null).length + (suggesting?.beside.length ?? 0);
  const list = (
    <ThreadsList
      workspace={workspace}
      user_id={user_id}
      talking={talking}
      isLevel={hasMargin}
      keptAs={`new:${spark_id}`}
      onClose={hasMargin ? undefined : close}
    />
  );
  const opener = (
    <Button
      size="sm"
      variant={isPhone ? 'secondary' : 'quiet'}
      className="pointer-events-auto"
      icon={<MessageSquare />}
      aria-expanded={false}
      onPress={() => setAsked(true)}
    >
      {words.show(count)}
    </Button>
  );
  return (
    <div
      className={cx(
        'flex',
        isWriting ? 'relative min-h-0 flex-1' : hasMargin && 'justify-center gap-8 pe-8',
        isPhone && isWriting && 'flex-col',
      )}
    >
      <div
        ref={area}
        className={cx('min-w-0', isWriting ? 'flex min-h-0 flex-1 flex-col' : hasMargin ? 'w-184' : 'flex-1')}
      >
        {children}
        {isPhone && !isWriting && !isOpen && (
          <div className="pointer-events-none sticky bottom-3 flex justify-end pe-3">{opener}</div>
        )}
      </div>
      {hasMargin ? (
        <aside aria-label={words.title} className="w-80 shrink-0 py-8">
          {list}
        </aside>
      ) : isWriting && !isOpen ? (
        // In the row of the tabs, or above the foot of the editor: the text keeps all of its room.
        <div className={cx('absolute end-3 z-10', isPhone ? 'bottom-28' : '-top-8.5')}>{opener}</div>
      ) : isPhone ? (
        isOpen && (
          <aside
            aria-label={words.title}
            className="fixed inset-x-0 bottom-0 z-30 max-h-[62dvh] overflow-y-auto rounded-t-2xl border-t bg-canvas p-4 shadow-float"
          >
            {list}
          </aside>
        )
      ) : (
        <aside
          aria-label={words.title}
          className={cx(
            'shrink-0 overflow-y-auto border-s',
            isOpen ? 'w-80 bg-canvas p-4' : 'p-2',
            !isWriting && 'sticky top-0 h-[calc(100dvh-11rem)] self-start',
          )}
        >
          {isOpen ? list : opener}
        </aside>
      )}
      {talking.selection && !talking.draft && (
        <SelectionBubble
          rect={talking.selection.rect}
          onComment={talking.start}
          suggest={talking.suggest && suggesting ? { label: suggesting.action, run: talking.suggest } : undefined}
        />
      )}
    </div>
  );
}
