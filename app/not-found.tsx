import type { Metadata } from 'next';
import { LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        drawing="trail"
        title="The trail ends here"
        action={
          <LinkButton href="/" variant="primary">
            Go to your workspaces
          </LinkButton>
        }
      >
        There is nothing at this address. It may have been moved, renamed or put in the trash, or you may not be a
        member of its workspace.
      </EmptyState>
    </main>
  );
}
