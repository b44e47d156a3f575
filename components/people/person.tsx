'use client';

import { useQuery } from '@tanstack/react-query';
import { baseText } from '#components/base/text.ts';
import { Avatar } from '#components/ui/avatar.tsx';
import { peopleQuery } from '#lib/people/queries/workspaces.ts';

/** The name of an account. Nobody: the system itself. Who has left the workspace has no name here any more. */
export function usePersonName(workspace: string): (user_id: string | null) => string {
  const { data } = useQuery(peopleQuery(workspace));
  return (user_id) => {
    if (user_id === null) return baseText.system;
    return data ? (data[user_id] ?? baseText.formerMember) : '…';
  };
}

/** Who did it: a small face and the name. */
export function Person({ workspace, user_id }: { workspace: string; user_id: string | null }) {
  const name = usePersonName(workspace)(user_id);
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <Avatar name={name} size="sm" decorative />
      <span dir="auto" className="truncate">
        {name}
      </span>
    </span>
  );
}
