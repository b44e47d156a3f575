'use client';

import { Inbox, PanelRight } from 'lucide-react';
import { useCallback, useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PaneGroup } from '#components/ui/pane-group.tsx';
import type { PaneMemory } from '#components/ui/preferences.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { useIsNarrower } from '#components/ui/use-is-narrower.ts';
import { Context } from './context.tsx';
import { DecisionStrip } from './decision-bar.tsx';
import { DraftPane } from './draft-pane.tsx';
import { DraftTalk } from './draft-talk.tsx';
import './gate.css';
import { MissedCheck } from './missed-check.tsx';
import { Paused } from './pause-line.tsx';
import { Queue } from './queue.tsx';
import { reviewText } from './text.ts';
import { TogetherKeys, TogetherPane } from './together-pane.tsx';
import { type Desk, type Me, useDesk } from './use-desk.ts';

const words = reviewText;
/** Pixels: below that there is no room for three panes beside each other. */
const ROOM_FOR_THREE = 1024;

interface ReviewDeskProps {
  workspace: string;
  me: Me;
  memory: PaneMemory;
}

/** The review desk: the queue, one proposal, and what it takes to judge it. */
export function ReviewDesk({ workspace, me, memory }: ReviewDeskProps) {
  const desk = useDesk(workspace, me);
  const isNarrow = useIsNarrower(ROOM_FOR_THREE);
  const [sheet, setSheet] = useState<'queue' | 'context' | null>(null);
  const [isFiltering, setFiltering] = useState(false);
  const failed = desk.strip?.what === 'failed' ? desk.strip.item.id : null;
  useShortcuts(words.keys.label, [
    { keys: 'Z', label: words.keys.undo, run: desk.canUndo ? desk.undo : undefined },
    { keys: 'O', label: words.keys.openFailed, run: failed ? () => desk.open(failed) : undefined },
    { keys: 'F', label: words.keys.filters, run: () => setFiltering(true) },
    ...choosing(desk),
  ]);
  const openOne = desk.chosen.isOn ? desk.read : desk.open;
  const openRow = useCallback(
    (id: string) => {
      openOne(id);
      setSheet(null);
    },
    [openOne],
  );
  const item = desk.item.data;
  const queue = (
    <Queue
      workspace={workspace}
      desk={desk}
      me={me}
      isFiltering={isFiltering}
      onFiltering={setFiltering}
      onOpen={openRow}
    />
  );
  const isTogether = desk.chosen.items.length > 0 && !desk.isReading;
  const talk = item && <DraftTalk key={item.id} workspace={workspace} me={me} item={item} />;
  const context = isTogether ? (
    <TogetherKeys />
  ) : (
    item && <Context workspace={workspace} item={item} desk={desk} me={me} talk={talk} />
  );
  const main = (
    <>
      <Main workspace={workspace} desk={desk} me={me} />
      {desk.missed && <MissedCheck check={desk.missed} onGoOn={desk.goOn} />}
    </>
  );
  if (isNarrow)
    return (
      <div className="flex h-full min-h-0 flex-col">
        <div className="flex justify-between border-b px-2 py-1">
          <Button variant="quiet" size="sm" icon={<Inbox />} onPress={() => setSheet('queue')}>
            {words.queue}
          </Button>
          {item && (
            <Button variant="quiet" size="sm" icon={<PanelRight />} onPress={() => setSheet('context')}>
              {words.context}
            </Button>
          )}
        </div>
        <div className="min-h-0 flex-1">{main}</div>
        <Sheet title={words.queue} side="start" isOpen={sheet === 'queue'} onOpenChange={() => setSheet(null)}>
          {queue}
        </Sheet>
        <Sheet title={words.context} isOpen={sheet === 'context'} onOpenChange={() => setSheet(null)}>
          {context}
        </Sheet>
      </div>
    );
  return (
    <PaneGroup
      name="review"
      memory={memory}
      panes={[
        { id: 'queue', label: words.queue, size: 288, min: 224, max: 440, content: queue },
        { id: 'draft', label: words.sheet, main: true, content: main },
        {
          id: 'context',
          label: words.context,
          size: 320,
          min: 240,
          max: 520,
          content: <div className="h-full overflow-y-auto">{context}</div>,
        },
      ]}
    />
  );
}

/** Keys that choose rows of the queue, to be decided together. */
function choosing(desk: Desk) {
  const { chosen, id } = desk;
  const withOpen = (run: (open: string) => void) => () => {
    const open = desk.idNow();
    if (open) run(open);
  };
  return [
    { keys: 'X', label: words.keys.choose, run: id ? withOpen(chosen.toggle) : undefined },
    { keys: 'Shift+X', label: words.keys.chooseUpTo, run: id ? withOpen(chosen.upTo) : undefined },
    { keys: 'Mod+A', label: words.keys.chooseKind, run: id ? withOpen(chosen.ofKind) : undefined },
    {
      keys: 'Escape',
      label: words.keys.backToChosen,
      run: desk.isReading && chosen.items.length > 0 ? desk.stopReading : undefined,
    },
  ];
}

function Main({ workspace, desk, me }: { workspace: string; desk: Desk; me: Me }) {
  const { queue, item } = desk;
  if (desk.pause.until !== null) return <Paused pause={desk.pause} />;
  if (desk.chosen.items.length > 0 && !desk.isReading) return <TogetherPane desk={desk} me={me} />;
  if (queue.error && !queue.data)
    return (
      <div className="p-6">
        <QueryProblem title={words.notRead} error={queue.error} onRetry={() => void queue.refetch()} />
      </div>
    );
  if (desk.id === null && queue.data)
    return (
      <div className="flex h-full flex-col justify-between">
        <Empty desk={desk} />
        <DecisionStrip desk={desk} />
      </div>
    );
  if (item.error && !item.data)
    return (
      <div className="p-6">
        <QueryProblem title={words.notOpened} error={item.error} onRetry={() => void item.refetch()} />
      </div>
    );
  if (!item.data)
    return (
      <div className="p-8">
        <TextSkeleton lines={12} />
      </div>
    );
  // What is being decided or edited belongs to one proposal.
  return <DraftPane key={item.data.id} workspace={workspace} desk={desk} item={item.data} me={me} />;
}

function Empty({ desk }: { desk: Desk }) {
  const { all = 0, asked = 0 } = desk.counts ?? {};
  const { filter, set } = desk.filters;
  const isOpenView = filter.show === 'open';
  // Nobody decides what they asked for, so an empty queue would be a riddle to whoever works alone.
  const isOnlyOwn = isOpenView && asked > 0 && asked === all;
  return (
    <EmptyState
      drawing="pages"
      title={words.empty}
      action={
        isOnlyOwn ? (
          <Button onPress={() => set({ show: 'asked' })}>{words.showOwn}</Button>
        ) : (
          isOpenView && all > 0 && <Button onPress={() => set({ show: 'all' })}>{words.showAll(all)}</Button>
        )
      }
    >
      {isOnlyOwn ? words.onlyOwn(asked) : words.emptyWhy(desk.decidedToday)}
    </EmptyState>
  );
}
