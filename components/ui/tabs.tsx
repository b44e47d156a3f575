'use client';

import { type ReactNode, useEffect, useRef } from 'react';
import { Tabs as AriaTabs, type TabsProps as AriaTabsProps, Tab, TabList, TabPanel } from 'react-aria-components/Tabs';
import { cx } from './cx.tsx';

export interface TabItem {
  id: string;
  label: string;
  /** A count or badge after the label. */
  note?: ReactNode;
  /** With an address the tab is a link and the state lives in the URL; the page below is its panel. */
  href?: string;
  content?: ReactNode;
  disabled?: boolean;
}

export interface TabsProps {
  label: string;
  items: readonly TabItem[];
  selected?: string;
  onSelect?: (id: string) => void;
  /** What stands below when the tabs are links, or when the caller draws the open one itself. */
  children?: ReactNode;
  /** Stands between the row and the panel, and stays as it is, focus and all, when another tab opens: a panel is made anew. */
  bar?: ReactNode;
  className?: string;
  /** Room around the row of tabs, for pages whose line runs from edge to edge. */
  listClassName?: string;
  panelClassName?: string;
  orientation?: AriaTabsProps['orientation'];
}

const tabClass = cx(
  'relative flex h-9 cursor-default items-center gap-1.5 rounded-md px-2.5 text-base whitespace-nowrap text-muted',
  'transition-colors duration-quick data-hovered:text-ink data-disabled:opacity-45',
  'data-selected:font-medium data-selected:text-ink',
  'after:absolute after:inset-x-2.5 after:-bottom-px after:h-0.5 after:rounded-full data-selected:after:bg-accent',
  'data-focus-visible:-outline-offset-2',
);

export function Tabs(props: TabsProps) {
  const { label, items, selected, onSelect, children, bar, className, listClassName, panelClassName } = props;
  const current = items.find((item) => item.id === selected) ?? items[0];
  const row = useRef<HTMLDivElement>(null);
  const current_id = current?.id;
  // On a phone the row is wider than the screen: the open tab is moved into it, and the page stays where it is.
  useEffect(() => {
    const tab = current_id && row.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]');
    if (tab && row.current) row.current.scrollLeft = tab.offsetLeft - (row.current.clientWidth - tab.offsetWidth) / 2;
  }, [current_id]);
  return (
    <AriaTabs
      selectedKey={selected}
      onSelectionChange={(key) => onSelect?.(String(key))}
      className={cx('flex min-w-0 flex-col', className)}
    >
      <div ref={row} className={cx('relative shrink-0 overflow-x-auto border-b [scrollbar-width:none]', listClassName)}>
        <TabList aria-label={label} items={items} className="flex w-max gap-1">
          {(item) => (
            <Tab id={item.id} href={item.href} isDisabled={item.disabled} className={tabClass}>
              {item.label}
              {item.note && <span className="text-sm font-normal text-faint tabular-nums">{item.note}</span>}
            </Tab>
          )}
        </TabList>
      </div>
      {bar}
      {current && (current.href || children !== undefined) ? (
        // A panel keeps the id it began with, and its tab would name another one.
        <TabPanel key={current.id} id={current.id} className={cx('min-w-0 flex-1', panelClassName)}>
          {children}
        </TabPanel>
      ) : (
        items.map((item) => (
          <TabPanel key={item.id} id={item.id} className={cx('min-w-0 flex-1', panelClassName ?? 'pt-4')}>
            {item.content}
          </TabPanel>
        ))
      )}
    </AriaTabs>
  );
}
