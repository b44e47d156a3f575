'use client';

import { Command } from 'cmdk';
import { CornerDownRight, Search, WifiOff } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Dialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { useGo } from './leave-guard.tsx';
import { actsOn } from './palette-acts.tsx';
import { firstRow, type PaletteSources, paletteGroups, rowValue } from './palette-groups.ts';
import type { PaletteGroup, PaletteItem } from './palette-item.ts';
import { PaletteRows } from './palette-row.tsx';
import { shellText } from './text.ts';
import { type PaletteSearch, useAnswer } from './use-answer.ts';

export interface PaletteProps {
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  /** Read when it opens. */
  sources: () => PaletteSources;
  search?: PaletteSearch;
  /** What can be done with what was typed, whatever it finds. */
  offers?: (typed: string) => readonly PaletteItem[];
  /** Closes it in favour of the keyboard sheet. */
  onShowKeys: () => void;
}

const words = shellText.palette;
const NO_OFFERS: readonly PaletteItem[] = [];

/** Commands, places and content by their names, on Ctrl/Cmd+K. */
export function Palette({ isOpen, onOpenChange, ...props }: PaletteProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable
      className="fades fixed inset-0 z-50 flex items-start justify-center bg-backdrop p-2 sm:pt-[12dvh]"
    >
      <Modal className="floats w-full max-w-160 overflow-hidden rounded-xl">
        <Dialog aria-label={words.label} className="outline-none">
          {/* What was typed is gone with it. */}
          <Asking {...props} onClose={() => onOpenChange(false)} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface AskingProps extends Omit<PaletteProps, 'isOpen' | 'onOpenChange'> {
  onClose: () => void;
}

function Asking({ sources, search, offers, onShowKeys, onClose }: AskingProps) {
  const [known] = useState(sources);
  const [query, setQuery] = useState('');
  // What one chooses an act for, and where it was chosen; without it one chooses among everything.
  const [from, setFrom] = useState<{ item: PaletteItem; query: string; selected: string } | null>(null);
  const about = from?.item ?? null;
  const typed = query.trim();
  const { answer, isCurrent, isAsking, again } = useAnswer(about ? undefined : search, about ? '' : typed);
  const groups = useMemo(
    () =>
      about
        ? paletteGroups({ ...known, ...actsOf(about) }, typed, { titles: [], texts: [], isCurrent: true }, NO_OFFERS)
        : paletteGroups(known, typed, { ...answer, isCurrent }, typed === '' ? NO_OFFERS : (offers?.(typed) ?? [])),
    [about, known, typed, answer, isCurrent, offers],
  );
  const [selected, setSelected] = useFirstUntilChosen(groups);
  const root = useToldRow(selected);
  const choose = useChoose(onClose);
  const item = itemAt(groups, selected);
  const showActs = (of: PaletteItem) => {
    setFrom({ item: of, query, selected });
    setQuery('');
  };
  const goBack = from
    ? () => {
        setFrom(null);
        setQuery(from.query);
        setSelected(from.selected);
      }
    : undefined;
  const onKeyDown = (event: KeyboardEvent) => {
    const done = keyOf(event, {
      newTab: () => item && choose(item, true),
      close: onClose,
      acts: item && !about && item.href ? () => showActs(item) : undefined,
      back: query === '' ? goBack : undefined,
      escape: goBack,
      keys: query === '' ? onShowKeys : undefined,
    });
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const isEmpty =
    typed !== '' && !isAsking && !answer.hasFailed && answer.isComplete && groups.every(({ id }) => id === 'offers');
  return (
    // What is listed is filtered and in its order already.
    <Command
      ref={root}
      label={words.label}
      loop
      shouldFilter={false}
      vimBindings={false}
      value={selected}
      onValueChange={setSelected}
      onKeyDown={onKeyDown}
    >
      <div className="flex items-center gap-2.5 border-b px-3.5">
        {about ? (
          <CornerDownRight aria-hidden className="size-4.5 shrink-0 text-faint rtl:-scale-x-100" />
        ) : (
          <Search aria-hidden className="size-4.5 shrink-0 text-faint" />
        )}
        <Command.Input
          autoFocus
          value={query}
          onValueChange={setQuery}
          placeholder={about ? words.actsOn(about.label) : words.placeholder}
          dir="auto"
          className="h-13 min-w-0 flex-1 bg-transparent text-lg outline-none"
        />
        <span role="status" className="text-sm text-faint">
          {isAsking ? words.searching : ''}
        </span>
        {query !== '' && <Kbd keys="Escape" />}
      </div>
      {isEmpty && (
        <p role="status" className="px-4 py-7 text-center text-muted">
          {words.nothing(typed)}
        </p>
      )}
      {!answer.isComplete && (
        <p role="status" className="px-4 pt-2.5 text-sm text-muted">
          {words.stillReading}
        </p>
      )}
      <Command.List
        label={words.list}
        className="max-h-[min(30rem,62dvh)] max-sm:max-h-[70dvh] scroll-py-1.5 overflow-y-auto px-1.5 pb-1.5 empty:hidden"
      >
        {groups.map((group) => (
          <PaletteRows key={group.id} group={group} onChoose={choose} />
        ))}
      </Command.List>
      {answer.hasFailed && <Failed onAgain={again} />}
      <Help isAbout={about !== null} hasActs={Boolean(item?.href)} onShowKeys={onShowKeys} />
    </Command>
  );
}

const actsOf = (about: PaletteItem): Partial<PaletteSources> => {
  const acts = actsOn(about);
  return { acts, commands: acts, recent: [], pages: [] };
};

const itemAt = (groups: readonly PaletteGroup[], value: string): PaletteItem | undefined =>
  groups.flatMap((group) => group.items.filter((item) => rowValue(group, item) === value))[0];

/** The first row is chosen, also when another one becomes the first, until somebody chooses otherwise. */
function useFirstUntilChosen(groups: readonly PaletteGroup[]) {
  const [selected, setSelected] = useState('');
  const first = firstRow(groups);
  const before = useRef(first);
  useEffect(() => {
    const last = before.current;
    before.current = first;
    setSelected((now) => (now === last || now === '' ? first : now));
  }, [first]);
  // What is listed no more is chosen no more.
  return [itemAt(groups, selected) ? selected : first, setSelected] as const;
}

/** Tells screen readers which row is chosen. cmdk does, but only where it has chosen itself. */
function useToldRow(selected: string) {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const row = root.current?.querySelector(`[cmdk-item][data-value="${CSS.escape(selected)}"]`);
    for (const teller of root.current?.querySelectorAll('[cmdk-input], [cmdk-list]') ?? []) {
      if (row) teller.setAttribute('aria-activedescendant', row.id);
      else teller.removeAttribute('aria-activedescendant');
    }
  });
  return root;
}

function useChoose(onClose: () => void) {
  const go = useGo();
  return ({ href, run }: PaletteItem, inNewTab: boolean) => {
    onClose();
    if (href && inNewTab) window.open(href, '_blank', 'noopener');
    else if (href) go(href);
    else run?.();
  };
}

type Keys = Record<'newTab' | 'close' | 'acts' | 'back' | 'escape' | 'keys', (() => unknown) | undefined>;

/** What a key does here beyond moving and choosing, which cmdk knows; false where it does nothing. */
function keyOf(event: KeyboardEvent, keys: Keys): boolean {
  if (event.nativeEvent.isComposing || !(event.target instanceof HTMLInputElement)) return false;
  const hasMod = event.ctrlKey || event.metaKey;
  const run =
    event.key === 'Enter' && hasMod
      ? keys.newTab
      : event.key.toLowerCase() === 'k' && hasMod
        ? keys.close
        : event.key === 'Tab' && !event.shiftKey
          ? keys.acts
          : event.key === 'Backspace'
            ? keys.back
            : event.key === 'Escape'
              ? keys.escape
              : event.key === '?'
                ? keys.keys
                : undefined;
  run?.();
  return run !== undefined;
}

function Failed({ onAgain }: { onAgain: () => void }) {
  return (
    <div className="flex items-center gap-2.5 border-t px-4 py-2">
      <WifiOff aria-hidden className="size-4 shrink-0 text-danger-text" />
      <p role="status" className="min-w-0 flex-1 text-muted">
        {words.failed}
      </p>
      <Button size="sm" onPress={onAgain}>
        {words.again}
      </Button>
    </div>
  );
}

interface HelpProps {
  isAbout: boolean;
  hasActs: boolean;
  onShowKeys: () => void;
}

function Help({ isAbout, hasActs, onShowKeys }: HelpProps) {
  return (
    <div className="flex items-center gap-4 border-t bg-sunken px-4 py-2 text-xs text-muted">
      <Told keys="Up Down">{words.help.choose}</Told>
      <Told keys="Enter">{words.help.open}</Told>
      {hasActs && !isAbout && (
        <span className="hidden gap-4 sm:flex">
          <Told keys="Mod+Enter">{words.help.newTab}</Told>
          <Told keys="Tab">{words.help.acts}</Told>
        </span>
      )}
      {isAbout && <Told keys="Backspace">{words.help.back}</Told>}
      <AriaButton
        onPress={onShowKeys}
        className="ms-auto flex items-center gap-1.5 rounded-sm data-hovered:text-ink data-focus-visible:outline-2"
      >
        <Kbd keys="?" /> {words.help.keys}
      </AriaButton>
    </div>
  );
}

const Told = ({ keys, children }: { keys: string; children: ReactNode }) => (
  <span className="flex items-center gap-1.5">
    <Kbd keys={keys} /> {children}
  </span>
);
