'use client';

import { Check, ChevronRight } from 'lucide-react';
import { type ReactElement, type ReactNode, useRef } from 'react';
import { Header } from 'react-aria-components/Header';
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection,
  MenuTrigger,
  SubmenuTrigger,
} from 'react-aria-components/Menu';
import { Popover, type PopoverProps } from 'react-aria-components/Popover';
import { Separator } from 'react-aria-components/Separator';
import { cx } from './cx';
import { Kbd } from './kbd';
import { floatingListClass, rowClass } from './option';

export interface MenuEntry {
  id: string;
  label: string;
  icon?: ReactNode;
  /** A second line: why it is disabled, what it will do. */
  description?: string;
  shortcut?: string;
  href?: string;
  onAction?: () => void;
  danger?: boolean;
  disabled?: boolean;
  /** Entries with a tick, as in a choice among a few. */
  checked?: boolean;
  items?: readonly MenuEntry[];
}

export interface MenuGroup {
  id: string;
  label?: string;
  items: readonly MenuEntry[];
}

export interface MenuProps {
  label: string;
  /** The React Aria button that opens it. */
  trigger: ReactElement;
  groups: readonly MenuGroup[];
  /** Something to read above the entries, such as who is signed in. */
  header?: ReactNode;
  placement?: PopoverProps['placement'];
}

export function Menu({ label, trigger, groups, header, placement = 'bottom start' }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover placement={placement} offset={4} className={cx(floatingListClass, 'min-w-48 max-w-80')}>
        {header && <div className="border-b px-3 py-2.5">{header}</div>}
        {renderGroups(label, groups)}
      </Popover>
    </MenuTrigger>
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
  const point = useRef<HTMLSpanElement>(null);
  const element = useRef(at instanceof HTMLElement ? at : null);
  return (
    <>
      {!(at instanceof HTMLElement) && (
        <span ref={point} aria-hidden className="fixed size-0" style={{ left: at.x, top: at.y }} />
      )}
      <Popover
        isOpen
        onOpenChange={(open) => !open && onClose()}
        triggerRef={at instanceof HTMLElement ? element : point}
        placement="bottom start"
        offset={4}
        className={cx(floatingListClass, 'min-w-48 max-w-80')}
      >
        {renderGroups(label, groups, onClose)}
      </Popover>
    </>
  );
}

function renderGroups(label: string, groups: readonly MenuGroup[], onClose?: () => void) {
  return (
    <AriaMenu
      aria-label={label}
      autoFocus={onClose ? 'first' : undefined}
      onClose={onClose}
      className="p-1 outline-none"
    >
      {groups.flatMap((group, index) => [
        index > 0 && <Separator key={`${group.id}-line`} className="mx-2 my-1 border-t" />,
        <MenuSection key={group.id} aria-label={group.label ?? label}>
          {group.label && <Header className="px-2 pt-1.5 pb-1 text-xs font-medium text-faint">{group.label}</Header>}
          {group.items.map(renderEntry)}
        </MenuSection>,
      ])}
    </AriaMenu>
  );
}

function renderEntry(entry: MenuEntry) {
  const item = (
    <AriaMenuItem
      key={entry.id}
      id={entry.id}
      textValue={entry.label}
      href={entry.href}
      onAction={entry.onAction}
      isDisabled={entry.disabled}
      className={cx(rowClass, entry.danger ? 'text-danger-text' : 'text-ink')}
    >
      {entry.icon && <span className={cx('self-start pt-0.5', !entry.danger && 'text-muted')}>{entry.icon}</span>}
      <span className="min-w-0 flex-1">
        <span dir="auto" className="text-title block truncate">
          {entry.label}
        </span>
        {entry.description && <span className="block text-sm text-muted">{entry.description}</span>}
      </span>
      {entry.shortcut && <Kbd keys={entry.shortcut} />}
      {entry.checked !== undefined && (
        <Check
          aria-label={entry.checked ? 'on' : undefined}
          className={entry.checked ? 'text-accent-text' : 'invisible'}
        />
      )}
      {entry.items && <ChevronRight aria-hidden className="text-faint rtl:rotate-180" />}
    </AriaMenuItem>
  );
  if (!entry.items) return item;
  return (
    <SubmenuTrigger key={entry.id}>
      {item}
      <Popover offset={-4} className={cx(floatingListClass, 'min-w-44')}>
        <AriaMenu aria-label={entry.label} className="p-1 outline-none">
          {entry.items.map(renderEntry)}
        </AriaMenu>
      </Popover>
    </SubmenuTrigger>
  );
}
