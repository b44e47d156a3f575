'use client';

import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { Kbd } from '#components/ui/kbd';
import { useGo } from './leave-guard';
import { text } from './text';

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
  search?: (query: string, signal: AbortSignal) => Promise<readonly PaletteGroup[]>;
}

const SEARCH_DELAY = 120;
type Answer = { query: string; groups: readonly PaletteGroup[]; failed?: boolean };

export function Palette({ isOpen, onOpenChange, groups, search }: PaletteProps) {
  const go = useGo();
  const [query, setQuery] = useState('');
  const [answer, setAnswer] = useState<Answer>({ query: '', groups: [] });
  const wanted = query.trim();

  useEffect(() => {
    if (!search || wanted === '') return;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const found = await search(wanted, abort.signal);
        if (!abort.signal.aborted) setAnswer({ query: wanted, groups: found });
      } catch {
        if (!abort.signal.aborted) setAnswer({ query: wanted, groups: [], failed: true });
      }
    }, SEARCH_DELAY);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [search, wanted]);

  const choose = (item: PaletteItem) => {
    onOpenChange(false);
    setQuery('');
    if (item.href) go(item.href);
    item.run?.();
  };
  const asking = search !== undefined && wanted !== '' && answer.query !== wanted;
  const found = wanted === '' ? [] : answer.groups;

  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable
      className="fades fixed inset-0 z-50 flex items-start justify-center bg-backdrop p-2 sm:pt-[12dvh]"
    >
      <Modal className="floats w-full max-w-xl overflow-hidden rounded-xl">
        <Dialog aria-label={text.searchLabel} className="outline-none">
          <Command label={text.searchLabel} loop>
            <div className="flex items-center gap-2.5 border-b px-3.5">
              <Search aria-hidden className="size-4 shrink-0 text-faint" />
              <Command.Input
                autoFocus
                value={query}
                onValueChange={setQuery}
                placeholder={text.searchPlaceholder}
                dir="auto"
                className="h-12 min-w-0 flex-1 bg-transparent text-lg outline-none"
              />
              <span role="status" className="text-sm text-faint">
                {asking ? text.searching : ''}
              </span>
            </div>
            <Command.List className="max-h-[min(26rem,60dvh)] overflow-y-auto p-1.5">
              {answer.failed && wanted !== '' && (
                <p className="px-2.5 py-2 text-sm text-danger-text">{text.searchFailed}</p>
              )}
              {!asking && (
                <Command.Empty className="px-2.5 py-6 text-center text-muted">{text.nothingFound}</Command.Empty>
              )}
              {found.map((group) => (
                <Group key={group.id} group={group} always={wanted} onChoose={choose} />
              ))}
              {groups.map((group) => (
                <Group key={group.id} group={group} onChoose={choose} />
              ))}
            </Command.List>
            <div className="hidden gap-4 border-t px-3.5 py-2 text-xs text-faint sm:flex">
              {[
                { keys: 'Up Down', label: text.paletteHelp.move },
                { keys: 'Enter', label: text.paletteHelp.open },
                { keys: 'Esc', label: text.paletteHelp.close },
              ].map(({ keys, label }) => (
                <span key={keys} className="flex items-center gap-1.5">
                  <Kbd keys={keys} /> {label}
                </span>
              ))}
            </div>
          </Command>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface GroupProps {
  group: PaletteGroup;
  /** The server has filtered these already: the words typed count as words of theirs. */
  always?: string;
  onChoose: (item: PaletteItem) => void;
}

function Group({ group, always, onChoose }: GroupProps) {
  return (
    <Command.Group
      heading={group.heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-faint"
    >
      {group.items.map((item) => (
        <Command.Item
          key={item.id}
          value={`${group.id}:${item.id}`}
          keywords={[
            item.label,
            ...(item.hint ? [item.hint] : []),
            ...(item.keywords ?? []),
            ...(always ? [always] : []),
          ]}
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
