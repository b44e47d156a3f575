'use client';

import { Menu as MenuIcon, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { type Account, AccountMenu } from './account-menu.tsx';
import { shellText } from './text.ts';

/** On a phone, where there is no rail: what opens the navigation. */
export function NavButton({ onPress }: { onPress: () => void }) {
  return (
    <IconButton label={shellText.openNavigation} size="lg" className="md:hidden" onPress={onPress}>
      <MenuIcon />
    </IconButton>
  );
}

export interface ShellToolsProps {
  account: Account;
  /** Beside the account: who is here, notifications. */
  tools?: ReactNode;
  onSearch: () => void;
  onShowKeys: () => void;
  onSignOut: () => void;
}

/** What stands at the end of the top bar in every place. */
export function ShellTools({ account, tools, onSearch, onShowKeys, onSignOut }: ShellToolsProps) {
  return (
    <>
      <Button
        onPress={onSearch}
        className="hidden h-8 w-52 shrink-0 items-center gap-2 rounded-lg border border-line-strong bg-surface px-2.5 text-faint transition-colors duration-quick data-hovered:border-field-line lg:flex"
      >
        <Search aria-hidden className="size-4" />
        <span className="flex-1 text-start">{shellText.search}</span>
        <Kbd keys="Mod+K" />
      </Button>
      <IconButton label={shellText.search} shortcut="Mod+K" className="lg:hidden" onPress={onSearch}>
        <Search />
      </IconButton>
      {tools}
      <AccountMenu account={account} onShowKeys={onShowKeys} onSignOut={onSignOut} />
    </>
  );
}
