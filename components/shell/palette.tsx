'use client';

import { Command, defaultFilter } from 'cmdk';
import { Search } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Kbd } from '#components/ui/kbd.tsx';
import { useGo } from './leave-guard.tsx';
import { shellText } from './text.ts';

export interface PaletteItem {
  id: string;
  label: string;
  /** Where it is or what it does, in faint letters. */
  hint?: string;
  icon?: ReactNode;
  keywords?: string[];
  shortcut?: string;
  href?: string;
  run?: () => void;
}

export interface PaletteGroup {
  id: string;
  heading: string;
  items: readonly PaletteItem[];
}

export interface PaletteProps {
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  groups: readonly PaletteGroup[];
  /** Asks the server. Earlier questions are aborted. */
  search?: (query: string, signal: AbortSignal) => Promise<PaletteAnswer>;
  /** Where all that is found is listed. */
  searchAll?: (query: string) => string;
}

export interface PaletteAnswer {
  groups: readonly PaletteGroup[];
  /** What is to be known about them: that they only come close, that there may be more. */
  notes: readonly string[];
}

const SEARCH_DELAY = 120;
const NOTHING: PaletteAnswer = { groups: [], notes: [] };
type Answer = PaletteAnswer & { query: string; failed?: boolean };

export function Palette({ isOpen, onOpenChange, groups, search, searchAll }: PaletteProps) {
  const go = useGo();
  const [query, setQuery] = useState('');
  const [selected, setSelected] = useState('');
  const wanted = query.trim();
  const places = useMemo(() => matching(groups, wanted), [groups, wanted]);
  const { answer, isAsking } = useAnswer(search, wanted, setSelected);

  const choose = (item: PaletteItem) => {
    onOpenChange(false);
    setQuery('');
    if (item.href) go(item.href);
    item.run?.();
  };
  const all: PaletteGroup[] =
    searchAll && wanted !== ''
      ? [
          {
            id: 'all',
            heading: '',
            items: [{ id: 'all', label: shellText.seeAll(wanted), icon: <Search />, href: searchAll(wanted) }],
          },
        ]
      : [];
  const isEmpty = answer.groups.length === 0 && places.length === 0 && !isAsking && !answer.failed;

  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable
      className="fades fixed inset-0 z-50 flex items-start justify-center bg-backdrop p-2 sm:pt-[12dvh]"
    >
      <Modal className="floats w-full max-w-xl overflow-hidden rounded-xl">
        <Dialog aria-label={shellText.searchLabel} className="outline-none">
          {/* The server and `matching` have filtered: what is found stays in its order, with the way to all of it last. */}
          <Command label={shellText.searchLabel} loop shouldFilter={false} value={selected} onValueChange={setSelected}>
            <div className="flex items-center gap-2.5 border-b px-3.5">
              <Search aria-hidden className="size-4 shrink-0 text-faint" />
              <Command.Input
                autoFocus
                value={query}
                onValueChange={setQuery}
                placeholder={shellText.searchPlaceholder}
                dir="auto"
                className="h-12 min-w-0 flex-1 bg-transparent text-lg outline-none"
              />
              <span role="status" className="text-sm text-faint">
                {isAsking ? shellText.searching : ''}
              </span>
            </div>
            <Command.List className="max-h-[min(26rem,60dvh)] overflow-y-auto p-1.5">
              {answer.failed && <p className="px-2.5 py-2 text-sm text-danger-text">{shellText.searchFailed}</p>}
              {isEmpty && (
                <p role="status" className="px-2.5 py-6 text-center text-muted">
                  {shellText.nothingFound}
                </p>
              )}
              {answer.notes.map((note) => (
                <p key={note} role="status" className="px-2.5 pt-2 pb-1 text-sm text-muted">
                  {note}
                </p>
              ))}
              {[...answer.groups, ...places, ...all].map((group) => (
                <Group key={group.id} group={group} onChoose={choose} />
              ))}
            </Command.List>
            <Help />
          </Command>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Asks the server a moment after the last letter, and chooses the first that it finds. */
function useAnswer(search: PaletteProps['search'], wanted: string, select: (row: string) => void) {
  const [answer, setAnswer] = useState<Answer>({ query: '', ...NOTHING });
  useEffect(() => {
    if (!search || wanted === '') return;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const found = await search(wanted, abort.signal);
        if (abort.signal.aborted) return;
        setAnswer({ query: wanted, ...found });
        const [first] = found.groups;
        if (first?.items[0]) select(rowValue(first, first.items[0]));
      } catch {
        if (!abort.signal.aborted) setAnswer({ query: wanted, ...NOTHING, failed: true });
      }
    }, SEARCH_DELAY);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [search, wanted, select]);
  return {
    answer: wanted === '' ? { query: '', ...NOTHING, failed: false } : answer,
    isAsking: search !== undefined && wanted !== '' && answer.query !== wanted,
  };
}

function Help() {
  return (
    <div className="hidden gap-4 border-t px-3.5 py-2 text-xs text-faint sm:flex">
      {[
        { keys: 'Up Down', label: shellText.paletteHelp.move },
        { keys: 'Enter', label: shellText.paletteHelp.open },
        { keys: 'Esc', label: shellText.paletteHelp.close },
      ].map(({ keys, label }) => (
        <span key={keys} className="flex items-center gap-1.5">
          <Kbd keys={keys} /> {label}
        </span>
      ))}
    </div>
  );
}

const rowValue = (group: PaletteGroup, item: PaletteItem) => `${group.id}:${item.id}`;

/** Places and actions whose names hold what was typed, the nearest first. */
function matching(groups: readonly PaletteGroup[], wanted: string): readonly PaletteGroup[] {
  if (wanted === '') return groups;
  return groups.flatMap((group) => {
    const near = group.items
      .map((item) => ({ item, score: defaultFilter(item.label, wanted, item.keywords) }))
      .filter(({ score }) => score > 0)
      .sort((one, other) => other.score - one.score);
    return near.length > 0 ? [{ ...group, items: near.map(({ item }) => item) }] : [];
  });
}

interface GroupProps {
  group: PaletteGroup;
  onChoose: (item: PaletteItem) => void;
}

function Group({ group, onChoose }: GroupProps) {
  return (
    <Command.Group
      heading={group.heading || undefined}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-faint"
    >
      {group.items.map((item) => (
        <Command.Item
          key={item.id}
          value={rowValue(group, item)}
          onSelect={() => onChoose(item)}
          className="flex cursor-default items-center gap-2.5 rounded-md px-2.5 py-2 data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0"
        >
          {item.icon && <span className="text-muted">{item.icon}</span>}
          <span dir="auto" className="min-w-0 flex-1 truncate">
            {item.label}
          </span>
          {item.hint && (
            <span dir="auto" className="max-w-[45%] truncate text-sm text-faint">
              {item.hint}
            </span>
          )}
          {item.shortcut && <Kbd keys={item.shortcut} />}
        </Command.Item>
      ))}
    </Command.Group>
  );
}
