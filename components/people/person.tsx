'use client';

import { useQuery } from '@tanstack/react-query';
import { baseText } from '#components/base/text.ts';
import { Avatar } from '#components/ui/avatar.tsx';
import { pictureAddress } from '#lib/people/core/picture.ts';
import { peopleQuery } from '#lib/people/queries/workspaces.ts';

/** The name of an account. Nobody: the system itself. Who has left the workspace has no name here any more. */
export function usePersonName(workspace: string): (user_id: string | null) => string {
  const { data } = useQuery(peopleQuery(workspace));
  return (user_id) => {
    if (user_id === null) return baseText.system;
    return data ? (data[user_id]?.display_name ?? baseText.formerMember) : '…';
  };
}

interface PersonProps {
  workspace: string;
  user_id: string | null;
}

/** The small face of somebody whose name stands beside it. */
export function Face({ workspace, user_id }: PersonProps) {
  const { data } = useQuery(peopleQuery(workspace));
  const name = usePersonName(workspace)(user_id);
  const picture = user_id && data?.[user_id]?.picture;
  return (
    <Avatar name={name} src={user_id && picture ? pictureAddress(user_id, picture) : undefined} size="sm" decorative />
  );
}

/** Who did it: a small face and the name. */
export function Person({ workspace, user_id }: PersonProps) {
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <Face workspace={workspace} user_id={user_id} />
      <span dir="auto" className="truncate">
        {usePersonName(workspace)(user_id)}
      </span>
    </span>
  );
}
