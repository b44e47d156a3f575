'use client';

import { useEffect } from 'react';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';

export interface ErrorPageProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  useEffect(() => console.error(error), [error]);
  return (
    <div className="flex min-h-80 flex-1 items-center justify-center p-4">
      <ProblemNotice
        className="w-full max-w-lg"
        title="This page could not be shown"
        why="Something failed in the studio. What you saved is safe."
        next="Try again. If it happens once more, tell an admin and give them the reference below."
        detail={error.digest && `Reference ${error.digest}`}
        actions={
          <>
            <Button onPress={reset}>Try again</Button>
            <LinkButton variant="quiet" href="/">
              Go to your workspaces
            </LinkButton>
          </>
        }
      />
    </div>
  );
}
