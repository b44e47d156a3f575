import { Place } from '#components/shell/place.tsx';
import { WorkspaceHomeLink } from '#components/shell/workspace-home-link.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

/** Something inside of the workspace that is not there, or not any more. */
export default function NotFound() {
  return (
    <Place crumbs={[{ label: 'Not found' }]}>
      <h1 className="sr-only">Not found</h1>
      <EmptyState drawing="trail" title="The trail ends here" action={<WorkspaceHomeLink />}>
        There is nothing at this address. It may have been moved, renamed or deleted.
      </EmptyState>
    </Place>
  );
}
