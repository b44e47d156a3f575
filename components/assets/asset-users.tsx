'use client';

import { useState } from 'react';
import { EntityLink } from '#components/base/kind.tsx';
import { Button } from '#components/ui/button.tsx';
import { useNumber } from '#components/ui/number.tsx';
import type { AssetUser } from '#lib/assets/data/assets.ts';
import { assetsText } from './text.ts';

const SHOWN = 2;
const MOST_LISTED = 8;

export interface AssetUsersProps {
  workspace: string;
  users: AssetUser[];
  /** Of the file. */
  name: string;
  /** As a list on its own, without the words above it. */
  isListed?: boolean;
}

/** The lessons and concepts that use a file, by name. */
export function AssetUsers({ workspace, users, name, isListed }: AssetUsersProps) {
  const write = useNumber();
  const [isOpen, setOpen] = useState(false);
  const most = isOpen ? users.length : isListed ? MOST_LISTED : SHOWN;
  if (users.length === 0) return <p className="text-faint">{assetsText.unused}</p>;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {!isListed && <p>{assetsText.usedIn(users.length, write(users.length))}</p>}
      <ul aria-label={assetsText.usersOf(name)} className="flex min-w-0 flex-col gap-0.5">
        {users.slice(0, most).map((user) => (
          <li key={user.entity_id} className="flex min-w-0">
            <EntityLink workspace={workspace} entity={user} />
          </li>
        ))}
      </ul>
      {users.length > most && (
        <Button size="sm" variant="quiet" className="-ms-2.5 self-start" onPress={() => setOpen(true)}>
          {assetsText.moreUsers(write(users.length - most))}
        </Button>
      )}
    </div>
  );
}
