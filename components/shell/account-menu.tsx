'use client';

import { BookText, Keyboard, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { Avatar } from '#components/ui/avatar.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { THEMES, useTheme } from '#components/ui/theme.tsx';
import { text } from './text.ts';

export interface Account {
  name: string;
  email: string;
  /** The role in the workspace, in words. */
  role?: string;
}

export interface AccountMenuProps {
  account: Account;
  onShowKeys: () => void;
  onSignOut: () => void;
}

const ICONS = { system: <Monitor />, light: <Sun />, dark: <Moon /> };

export function AccountMenu({ account, onShowKeys, onSignOut }: AccountMenuProps) {
  const { theme, setTheme } = useTheme();
  return (
    <Menu
      label={text.account}
      placement="bottom end"
      header={
        <div className="flex flex-col">
          <span className="truncate font-medium">{account.name}</span>
          <span className="truncate text-sm text-muted">
            {account.email}
            {account.role && ` · ${account.role}`}
          </span>
        </div>
      }
      trigger={
        <Button aria-label={`${text.account}: ${account.name}`} className="rounded-full data-hovered:opacity-85">
          <Avatar name={account.name} decorative />
        </Button>
      }
      groups={[
        {
          id: 'theme',
          label: text.theme,
          items: THEMES.map((id) => ({
            id,
            label: text.themes[id],
            icon: ICONS[id],
            checked: theme === id,
            onAction: () => setTheme(id),
          })),
        },
        {
          id: 'account',
          items: [
            { id: 'keys', label: text.keyboard, icon: <Keyboard />, shortcut: '?', onAction: onShowKeys },
            { id: 'doc', label: text.apiReference, icon: <BookText />, href: '/doc' },
            { id: 'sign-out', label: text.signOut, icon: <LogOut />, onAction: onSignOut },
          ],
        },
      ]}
    />
  );
}
