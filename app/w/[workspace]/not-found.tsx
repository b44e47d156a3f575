'use client';

import { useParams } from 'next/navigation';
import { Place } from '#components/shell/place.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';

/** Something inside of the workspace that is not there, or not any more. */
export default function NotFound() {
  const { workspace } = useParams<{ workspace: string }>();
  return (
    <Place crumbs={[{ label: 'Not found' }]}>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        drawing="trail"
        title="The trail ends here"
        action={
          <LinkButton href={inWorkspace(workspace).home} variant="primary">
            Go to the home of this workspace
          </LinkButton>
        }
      >
        There is nothing at this address. It may have been moved, renamed or deleted.
      </EmptyState>
    </Place>
  );
}
