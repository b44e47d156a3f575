'use client';

import { BookText, Keyboard, LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { Avatar } from '#components/ui/avatar.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { THEMES, useTheme } from '#components/ui/theme.tsx';
import { STUDIO } from '#lib/base/core/studio-address.ts';
import { shellText } from './text.ts';

export interface Account {
  name: string;
  email: string;
  /** The address of their picture. */
  picture?: string;
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
      label={shellText.account}
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
        <Button aria-label={`${shellText.account}: ${account.name}`} className="rounded-full data-hovered:opacity-85">
          <Avatar name={account.name} src={account.picture} decorative />
        </Button>
      }
      groups={[
        {
          id: 'theme',
          label: shellText.theme,
          items: THEMES.map((id) => ({
            id,
            label: shellText.themes[id],
            icon: ICONS[id],
            checked: theme === id,
            onAction: () => setTheme(id),
          })),
        },
        {
          id: 'account',
          items: [
            { id: 'account', label: shellText.yourAccount, icon: <UserRound />, href: STUDIO.account },
            { id: 'keys', label: shellText.keyboard, icon: <Keyboard />, shortcut: '?', onAction: onShowKeys },
            { id: 'doc', label: shellText.apiReference, icon: <BookText />, href: STUDIO.reference },
            { id: 'sign-out', label: shellText.signOut, icon: <LogOut />, onAction: onSignOut },
          ],
        },
      ]}
    />
  );
}
