'use client';

import { Check, ChevronRight } from 'lucide-react';
import type { RefObject } from 'react';
import { Header } from 'react-aria-components/Header';
import { Menu as AriaMenu, MenuItem as AriaMenuItem, MenuSection, SubmenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Separator } from 'react-aria-components/Separator';
import { cx } from './cx.tsx';
import { floatingListClass, rowClass } from './floating.tsx';
import { Kbd } from './kbd.tsx';
import type { MenuEntry, MenuProps } from './menu.tsx';
import { useNumber } from './number.tsx';

interface MenuListProps extends Omit<MenuProps, 'trigger'> {
  /** What it hangs on. */
  button: RefObject<HTMLElement | null>;
  focus: 'first' | 'last';
  isOpen: boolean;
  onClose: () => void;
}

/** What a menu shows once it opens. */
export function MenuList(props: MenuListProps) {
  const { label, groups, header, placement = 'bottom start', button, focus, isOpen, onClose } = props;
  return (
    <Popover
      triggerRef={button}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      placement={placement}
      offset={4}
      className={cx(floatingListClass, 'min-w-48 max-w-80')}
    >
      {header && <div className="border-b px-3 py-2.5">{header}</div>}
      <AriaMenu aria-label={label} autoFocus={focus} onClose={onClose} className="p-1 outline-none">
        <Groups label={label} groups={groups} />
      </AriaMenu>
    </Popover>
  );
}

function Groups({ label, groups }: Pick<MenuListProps, 'label' | 'groups'>) {
  const list = typeof groups === 'function' ? groups() : groups;
  return list.flatMap((group, index) => [
    index > 0 && <Separator key={`${group.id}-line`} className="mx-2 my-1 border-t" />,
    <MenuSection key={group.id} aria-label={group.label ?? label}>
      {group.label && <Header className="px-2 pt-1.5 pb-1 text-xs font-medium text-faint">{group.label}</Header>}
      {group.items.map(renderEntry)}
    </MenuSection>,
  ]);
}

function Note({ count }: { count: number }) {
  return <span className="text-sm text-muted tabular-nums">{useNumber()(count)}</span>;
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
      {entry.note !== undefined && <Note count={entry.note} />}
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
