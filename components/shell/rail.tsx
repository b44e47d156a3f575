'use client';

import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import { usePathname, useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { Link } from 'react-aria-components/Link';
import { cx } from '#components/ui/cx.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Mark } from '#components/ui/mark.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import { shellText } from './text.ts';
import { WorkspaceSwitcher, type WorkspaceSwitcherProps } from './workspace-switcher.tsx';

export interface NavItem {
  id: string;
  label: string;
  href: string;
  icon: ReactNode;
  /** What waits there. */
  count?: number;
  /** Lit only on the very page: for the home of the workspace, which every address begins with. */
  exact?: boolean;
  shortcut?: string;
}

export interface NavGroup {
  id: string;
  /** Heard by screen readers, and seen where the rail is wide. */
  label: string;
  hideLabel?: boolean;
  items: readonly NavItem[];
  /** Stands at the foot. */
  last?: boolean;
}

export interface RailProps {
  nav: readonly NavGroup[];
  workspace: Omit<WorkspaceSwitcherProps, 'folded'>;
  folded?: boolean;
  /** Left out in the sheet of a phone. */
  onFold?: (folded: boolean) => void;
  onNavigate?: () => void;
}

export function Rail({ nav, workspace, folded = false, onFold, onNavigate }: RailProps) {
  const FoldIcon = folded ? PanelLeftOpen : PanelLeftClose;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className={cx('flex shrink-0 flex-col gap-1 px-2 pt-2 pb-1', folded && 'items-center')}>
        <div className={cx('flex items-center', folded ? 'h-9 justify-center' : 'h-9 gap-2 px-2')}>
          <Mark size={folded ? 24 : 20} />
          {!folded && <span className="flex-1 font-semibold tracking-tight">{shellText.product}</span>}
        </div>
        <WorkspaceSwitcher {...workspace} folded={folded} />
      </div>
      <nav aria-label={shellText.navigation} className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-2 py-2">
        {nav.map((group) => (
          <div key={group.id} className={cx(group.last && 'mt-auto')}>
            <h2 className={cx('px-2 pb-1 text-xs font-medium text-faint', (folded || group.hideLabel) && 'sr-only')}>
              {group.label}
            </h2>
            <ul className="flex flex-col gap-px">
              {group.items.map((item) => (
                <li key={item.id}>
                  <RailLink item={item} folded={folded} onNavigate={onNavigate} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      {onFold && (
        <div className={cx('flex shrink-0 border-t p-2', folded && 'justify-center')}>
          <IconButton
            label={folded ? shellText.unfoldRail : shellText.foldRail}
            shortcut="["
            placement="right"
            onPress={() => onFold(!folded)}
          >
            <FoldIcon />
          </IconButton>
        </div>
      )}
    </div>
  );
}

function RailLink({ item, folded, onNavigate }: { item: NavItem; folded: boolean; onNavigate?: () => void }) {
  const pathname = usePathname();
  const router = useRouter();
  const active = item.exact ? pathname === item.href : pathname === item.href || pathname.startsWith(`${item.href}/`);
  const link = (
    <Link
      href={item.href}
      aria-current={active ? 'page' : undefined}
      aria-label={folded ? item.label : undefined}
      onHoverStart={() => router.prefetch(item.href)}
      onPress={onNavigate}
      className={cx(
        'relative flex h-8 items-center gap-2.5 rounded-lg transition-colors duration-quick [&_svg]:size-4 [&_svg]:shrink-0',
        'data-pressed:bg-pressed max-md:h-10',
        folded ? 'mx-auto w-9 justify-center' : 'px-2',
        active
          ? 'bg-accent-soft font-medium text-accent-text'
          : 'text-muted data-hovered:bg-hover data-hovered:text-ink',
      )}
    >
      {item.icon}
      {!folded && <span className="min-w-0 flex-1 truncate">{item.label}</span>}
      {item.count !== undefined && item.count > 0 && <RailCount count={item.count} folded={folded} />}
    </Link>
  );
  if (!folded) return link;
  return (
    <Tooltip content={item.label} shortcut={item.shortcut} placement="right" delay={200}>
      {link}
    </Tooltip>
  );
}

function RailCount({ count, folded }: { count: number; folded: boolean }) {
  if (folded)
    return <span aria-hidden className="absolute end-1 top-1 size-2 rounded-full border border-canvas bg-accent" />;
  return <span className="text-xs font-normal tabular-nums">{count > 999 ? '999+' : count}</span>;
}
