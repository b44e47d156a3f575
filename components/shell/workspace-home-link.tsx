'use client';

import { useParams } from 'next/navigation';
import { LinkButton } from '#components/ui/button.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';

/** Leads from a page that does not know its workspace, such as "not found", to the home of it. */
export function WorkspaceHomeLink() {
  const { workspace } = useParams<{ workspace: string }>();
  return (
    <LinkButton href={inWorkspace(workspace).home} variant="primary">
      Go to the home of this workspace
    </LinkButton>
  );
}
