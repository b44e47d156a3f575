'use client';

import { cloneElement, lazy, type ReactElement, type ReactNode, Suspense, useRef, useState } from 'react';
import type { PopoverProps } from 'react-aria-components/Popover';

export interface MenuEntry {
  id: string;
  label: string;
  icon?: ReactNode;
  /** A second line: why it is disabled, what it will do. */
  description?: string;
  shortcut?: string;
  /** How many there are of it. */
  note?: number;
  href?: string;
  onAction?: () => void;
  danger?: boolean;
  disabled?: boolean;
  /** Entries with a tick, as in a choice among a few. */
  checked?: boolean;
  /** A menu of its own beside this entry. */
  items?: readonly MenuEntry[];
}

export interface MenuGroup {
  id: string;
  label?: string;
  items: readonly MenuEntry[];
}

interface TriggerProps {
  onPress?: () => void;
  onHoverStart?: () => void;
  onFocus?: () => void;
  onKeyDown?: (event: { key: string; preventDefault: () => void; continuePropagation?: () => void }) => void;
  ref?: React.Ref<HTMLButtonElement>;
  'aria-haspopup'?: 'menu';
  'aria-expanded'?: boolean;
}

export interface MenuProps {
  label: string;
  /** The button that opens it: a `Button`, an `IconButton` or a bare one of React Aria. */
  trigger: ReactElement<TriggerProps>;
  /** A function is asked only once the menu opens. */
  groups: readonly MenuGroup[] | (() => readonly MenuGroup[]);
  /** Something to read above the entries, such as who is signed in. */
  header?: ReactNode;
  placement?: PopoverProps['placement'];
  /** Called whenever it opens: what its entries say may be asked for now. */
  onOpen?: () => void;
}

// The list with its positioning and keyboard rules is a third of the frame's code. It is fetched when a reader comes
// near the button, so no page pays for menus that nobody opens.
const load = () => import('./menu-list.tsx');
const MenuList = lazy(() => load().then((module) => ({ default: module.MenuList })));
const preload = () => void load();

export function Menu({ trigger, onOpen, ...list }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  // Where the focus goes when it opens: to the first entry, the last one, or the list.
  const [open, setOpen] = useState<'first' | 'last' | null>(null);
  const [seen, setSeen] = useState(false);
  const show = (focus: 'first' | 'last') => {
    setSeen(true);
    setOpen(focus);
    onOpen?.();
  };
  return (
    <>
      {cloneElement(trigger, {
        ref: button,
        'aria-haspopup': 'menu',
        'aria-expanded': open !== null,
        onHoverStart: preload,
        onFocus: preload,
        onPress: () => (open ? setOpen(null) : show('first')),
        onKeyDown: (event) => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            show(event.key === 'ArrowDown' ? 'first' : 'last');
          } else event.continuePropagation?.();
        },
      })}
      {seen && (
        <Suspense fallback={null}>
          <MenuList
            {...list}
            button={button}
            focus={open ?? 'first'}
            isOpen={open !== null}
            onClose={() => setOpen(null)}
          />
        </Suspense>
      )}
    </>
  );
}

export interface ContextMenuProps {
  label: string;
  groups: readonly MenuGroup[];
  /** Where it opens: a point on screen, or the element it belongs to. */
  at: { x: number; y: number } | HTMLElement;
  onClose: () => void;
}

/** A menu that no button opened: on a right click, or the menu key. The caller mounts it while it is open. */
export function ContextMenu({ label, groups, at, onClose }: ContextMenuProps) {
  const isElement = at instanceof HTMLElement;
  const point = useRef<HTMLElement>(isElement ? at : null);
  return (
    <>
      {!isElement && <span ref={point} aria-hidden className="fixed size-0" style={{ left: at.x, top: at.y }} />}
      <Suspense fallback={null}>
        <MenuList label={label} groups={groups} button={point} focus="first" isOpen onClose={onClose} />
      </Suspense>
    </>
  );
}
