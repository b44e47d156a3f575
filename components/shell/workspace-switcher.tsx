'use client';

import { ChevronsUpDown, Plus } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { Avatar } from '#components/ui/avatar.tsx';
import { cx } from '#components/ui/cx.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { shellText } from './text.ts';

export interface WorkspaceEntry {
  slug: string;
  name: string;
  href: string;
}

export interface WorkspaceSwitcherProps {
  current: WorkspaceEntry;
  workspaces: readonly WorkspaceEntry[];
  /** Left out where the reader may not make one. */
  createHref?: string;
  folded?: boolean;
}

export function WorkspaceSwitcher({ current, workspaces, createHref, folded }: WorkspaceSwitcherProps) {
  return (
    <Menu
      label={shellText.switchWorkspace}
      groups={[
        {
          id: 'workspaces',
          label: shellText.workspace,
          items: workspaces.map(({ slug, name, href }) => ({
            id: slug,
            label: name,
            href,
            icon: <Avatar name={name} size="sm" decorative />,
            checked: slug === current.slug,
          })),
        },
        ...(createHref
          ? [{ id: 'new', items: [{ id: 'new', label: shellText.newWorkspace, icon: <Plus />, href: createHref }] }]
          : []),
      ]}
      trigger={
        <Button
          aria-label={`${shellText.switchWorkspace}: ${current.name}`}
          className={cx(
            'flex h-9 min-w-0 items-center gap-2 rounded-lg text-start data-hovered:bg-hover data-pressed:bg-pressed',
            folded ? 'w-9 justify-center' : 'w-full px-2',
          )}
        >
          <Avatar name={current.name} size="sm" decorative />
          {!folded && (
            <>
              <span dir="auto" className="min-w-0 flex-1 truncate font-medium">
                {current.name}
              </span>
              <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-faint" />
            </>
          )}
        </Button>
      }
    />
  );
}
