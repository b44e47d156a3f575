'use client';

import { useQuery } from '@tanstack/react-query';
import { type ReactNode, type RefObject, useEffect, useEffectEvent, useMemo, useState } from 'react';
import { useUrlState } from '#components/base/url-state.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { type Anchor, anchorOf, type Passage } from '#lib/comments/core/anchor.ts';
import type { Thread, ThreadPlace } from '#lib/comments/core/thread.ts';
import { threadsQuery, useTalk } from '#lib/comments/queries.ts';
import { selectedPassage } from './shown-text.ts';
import { commentsText } from './text.ts';
import { showPassage, threadAt, useMarks, useRanges, useShown } from './use-passages.ts';

const words = commentsText;

const NONE: readonly Thread[] = [];
const NOTHING: readonly Beside[] = [];

/** What stands beside a text as threads do: at a passage, as a card of its own. */
export interface Beside extends Anchor {
  id: string;
  card: (isCurrent: boolean, isThere: boolean, onOpen: () => void) => ReactNode;
}

/** What can be done with selected words beside commenting on them. */
export interface Suggesting {
  beside: readonly Beside[];
  /** Its name, and what it is in the list of keys. */
  action: string;
  start: string;
  /** What is written once it was begun. */
  panel: (passage: Anchor, onClose: () => void) => ReactNode;
}
export const SUGGEST_KEYS = 'Mod+Alt+S';

/** Everything about the talk beside a text: its threads, where their passages are, which one is open, what is being begun. */
export function useTalking(
  workspace: string,
  of: ThreadPlace,
  area: RefObject<HTMLElement | null>,
  /** All of the area is talked about; else the lesson in it. */
  isWhole = false,
  suggesting?: Suggesting,
) {
  const query = useQuery(threadsQuery(workspace, of));
  const talk = useTalk(workspace, of);
  const threads = query.data ?? NONE;
  const [params, write] = useUrlState();
  const current = params.get('thread');
  const [view, setView] = useState<'open' | 'resolved'>('open');
  const [draft, setDraft] = useState<Anchor | null>(null);
  const [isSuggesting, setSuggesting] = useState(false);
  const beside = suggesting?.beside ?? NOTHING;
  const read = useShown(area, isWhole);
  const shown = read?.shown ?? null;
  const anchors = useMemo(() => [...threads, ...beside], [threads, beside]);
  const ranges = useRanges(shown, anchors);
  useMarks({ threads, beside, ranges, current: draft ? null : current, draft, shown });

  const selection = useSelection(read);
  const begin = (asSuggestion: boolean) => {
    const passage =
      read &&
      (selectedPassage(read.root, read.shown) ?? selection?.passage ?? (isWhole ? beginningOf(read.shown.text) : null));
    if (!read || !passage) return;
    setDraft(anchorOf(read.shown.text, passage));
    setSuggesting(asSuggestion);
    setView('open');
    write({ thread: null });
    getSelection()?.removeAllRanges();
  };
  const start = () => begin(false);
  const suggest = suggesting && (() => begin(true));
  const open = (id: string | null) => {
    setDraft(null);
    write({ thread: id });
  };
  useShortcuts(words.keys.group, [
    { keys: 'Mod+Alt+M', label: words.keys.start, run: start },
    ...(suggesting ? [{ keys: SUGGEST_KEYS, label: suggesting.start, run: suggest }] : []),
    { keys: 'Mod+Enter', label: words.keys.send },
    { keys: 'Mod+Shift+Enter', label: words.keys.resolve },
  ]);
  useArrival(current, ranges, threads, setView);
  useClicks(read?.root ?? null, ranges, open);

  const listed = useMemo(() => inOrder(threads, beside, ranges, view), [threads, beside, ranges, view]);
  return {
    suggest,
    suggesting,
    isSuggesting,
    query,
    talk,
    threads,
    listed,
    ranges,
    current,
    open,
    view,
    setView,
    draft,
    setDraft,
    selection,
    start,
  };
}
export type Talking = ReturnType<typeof useTalking>;

/** The first words of a text, for what is said about all of it. */
function beginningOf(text: string): Passage | null {
  const end = text.indexOf(' ', 60);
  return text.trim() === '' ? null : { from: 0, to: end < 0 ? Math.min(text.length, 80) : Math.min(end, 80) };
}

/** The threads of a view in the order of their passages; what has none comes last. */
function inOrder(
  threads: readonly Thread[],
  beside: readonly Beside[],
  ranges: ReadonlyMap<string, Range>,
  view: 'open' | 'resolved',
): (Thread | Beside)[] {
  const wanted: (Thread | Beside)[] = [
    ...threads.filter(({ resolved_at }) => (resolved_at === null) === (view === 'open')),
    ...(view === 'open' ? beside : []),
  ];
  return wanted.toSorted((a, b) => {
    const [one, other] = [ranges.get(a.id), ranges.get(b.id)];
    if (!one || !other) return Number(!one) - Number(!other);
    return one.compareBoundaryPoints(Range.START_TO_START, other);
  });
}

/** The words that are selected, and where they are on the screen. */
function useSelection(read: ReturnType<typeof useShown>): { passage: Passage; rect: DOMRect } | null {
  const [selection, setSelection] = useState<{ passage: Passage; rect: DOMRect } | null>(null);
  useEffect(() => {
    if (!read) return;
    const look = () => {
      const passage = selectedPassage(read.root, read.shown);
      const rect = passage && getSelection()?.getRangeAt(0).getBoundingClientRect();
      setSelection(passage && rect ? { passage, rect } : null);
    };
    // Not while the button is down: the words are still being chosen.
    const away = () => {
      if (getSelection()?.isCollapsed) setSelection(null);
    };
    document.addEventListener('selectionchange', away);
    document.addEventListener('pointerup', look);
    document.addEventListener('keyup', look);
    document.addEventListener('scroll', look, { capture: true, passive: true });
    return () => {
      document.removeEventListener('selectionchange', away);
      document.removeEventListener('pointerup', look);
      document.removeEventListener('keyup', look);
      document.removeEventListener('scroll', look, { capture: true });
    };
  }, [read]);
  return selection;
}

/** Shows the thread that an address leads to: once, when it and its passage are there. */
function useArrival(
  current: string | null,
  ranges: ReadonlyMap<string, Range>,
  threads: readonly Thread[],
  setView: (view: 'open' | 'resolved') => void,
) {
  const [arrived, setArrived] = useState<string | null>(null);
  const thread = threads.find(({ id }) => id === current);
  const isThere = thread !== undefined && (ranges.has(thread.id) || ranges.size > 0);
  const arrive = useEffectEvent(() => {
    if (!thread || arrived === thread.id) return;
    setArrived(thread.id);
    setView(thread.resolved_at === null ? 'open' : 'resolved');
    showPassage(ranges.get(thread.id));
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving is of one thread.
  useEffect(() => {
    if (isThere) arrive();
  }, [isThere, current]);
}

/** A press on marked words opens their thread. */
function useClicks(root: HTMLElement | null, ranges: ReadonlyMap<string, Range>, open: (id: string) => void) {
  const onClick = useEffectEvent((event: MouseEvent) => {
    if (event.defaultPrevented || !getSelection()?.isCollapsed) return;
    const id = threadAt(ranges, event.clientX, event.clientY);
    if (id) open(id);
  });
  useEffect(() => {
    root?.addEventListener('click', onClick);
    return () => root?.removeEventListener('click', onClick);
  }, [root]);
}
