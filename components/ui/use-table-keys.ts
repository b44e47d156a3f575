import { type KeyboardEvent, type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { ROW_HEIGHT } from './table-window.tsx';

interface TableKeysInput {
  scroller: RefObject<HTMLElement | null>;
  /** Of the rows, in the order in which they stand. */
  ids: readonly string[];
  selected: ReadonlySet<string> | undefined;
  onSelect: ((selected: ReadonlySet<string>) => void) | undefined;
  /** The row whose details stand beside the table. */
  opened: string | null;
  /** J and K move as the arrows do: where nothing else on the page is gone through with them. */
  letterKeys: boolean;
}

const LETTERS: Record<string, string> = { j: 'ArrowDown', k: 'ArrowUp' };

/** Where a key leads from a row; nothing for other keys. `page` is how many rows are in view. */
export function rowAfter(key: string, here: number, count: number, page: number): number | undefined {
  const target = {
    ArrowDown: here + 1,
    ArrowUp: here - 1,
    Home: 0,
    End: count - 1,
    PageDown: here + page,
    PageUp: here - page,
  }[key];
  return target === undefined ? undefined : Math.max(0, Math.min(count - 1, target));
}

/** Tells which row was opened, and which one was closed without another being opened. */
function useFollowOpened(opened: string | null, tell: (id: string, closed: boolean) => void) {
  const before = useRef<string | null>(null);
  const follow = useEffectEvent(tell);
  useEffect(() => {
    const id = opened ?? before.current;
    if (id !== null && opened !== before.current) follow(id, opened === null);
    before.current = opened;
  }, [opened]);
}

/** The keys of a table that is a grid: one row is where the arrows are, and Tab stops there. */
export function useTableKeys({ scroller, ids, selected, onSelect, opened, letterKeys }: TableKeysInput) {
  const [current, setCurrent] = useState(0);
  const anchor = useRef(0);
  const here = Math.min(current, ids.length - 1);

  const goTo = (index: number, focuses: boolean) => {
    setCurrent(index);
    requestAnimationFrame(() => {
      const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
      if (focuses) row?.focus();
      row?.scrollIntoView({ block: 'nearest' });
    });
  };
  useFollowOpened(opened, (id, closed) => {
    const index = ids.indexOf(id);
    // Closing took the focus away with the details; wherever else it is, it stays.
    if (index >= 0) goTo(index, closed && document.activeElement === document.body);
  });
  const toggle = (index: number, extend: boolean) => {
    const id = ids[index];
    if (!onSelect || id === undefined) return;
    const next = new Set(selected);
    const add = !next.has(id);
    const [from, to] = extend ? [Math.min(anchor.current, index), Math.max(anchor.current, index)] : [index, index];
    for (const each of ids.slice(from, to + 1)) {
      if (add || extend) next.add(each);
      else next.delete(each);
    }
    anchor.current = index;
    onSelect(next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    // Keys pressed in a control within a row belong to that control.
    if (!(event.target as HTMLElement).matches('[data-index]')) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const key = letterKeys && isPlain ? (LETTERS[event.key] ?? event.key) : event.key;
    const index = rowAfter(key, here, ids.length, page);
    if (index !== undefined) {
      if (event.shiftKey && onSelect) toggle(index, true);
      goTo(index, true);
    } else if (event.key === ' ' && onSelect) toggle(here, event.shiftKey);
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey) && onSelect) onSelect(new Set(ids));
    else if (event.key === 'Enter') (event.target as HTMLElement).click();
    else return;
    event.preventDefault();
  };
  return { here, setCurrent, toggle, onKeyDown };
}
