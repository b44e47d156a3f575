'use client';

import { useEffect } from 'react';
import './globals.css';

interface GlobalErrorProps {
  error: Error & { digest?: string };
}

/** The frame itself failed: as little as possible is used here, so that this cannot. */
export default function GlobalError({ error }: GlobalErrorProps) {
  useEffect(() => console.error(error), [error]);
  return (
    <html lang="en">
      <body className="flex min-h-dvh items-center justify-center p-6">
        <title>Something failed · Trailwright</title>
        <main className="flex max-w-md flex-col gap-3">
          <h1 className="text-2xl font-semibold tracking-tight">The studio could not be shown</h1>
          <p className="text-muted">
            Something failed before the page was ready. What you saved is safe. Load the page again; if it happens once
            more, tell an admin{error.digest ? ` and give them the reference ${error.digest}` : ''}.
          </p>
          <p>
            <a href="/" className="text-accent-text underline underline-offset-3">
              Load the studio again
            </a>
          </p>
        </main>
      </body>
    </html>
  );
}
