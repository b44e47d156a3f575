'use client';

import type { ProposalBody } from '#lib/generation/core/proposal.ts';

/** The outline of a course: its modules and their lessons. */
export function OutlineView({ body }: { body: Extract<ProposalBody, { kind: 'outline' }> }) {
  return (
    <ol className="flex flex-col gap-3">
      {body.modules.map((module, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a proposal never changes, and modules may be called alike.
        <li key={nth} className="flex flex-col rounded-lg border bg-surface px-4 py-3">
          <span dir="auto" className="font-semibold">
            {module.title}
          </span>
          <ol className="list-decimal ps-5 pt-1">
            {module.lessons.map(({ title }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above.
              <li key={at} dir="auto">
                {title}
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}
