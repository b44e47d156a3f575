'use client';

import { LinkButton } from '#components/ui/button.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { isNew } from '#lib/catalogue/core/row-signal.ts';
import { useOutlineContext } from './context.tsx';
import { outlineText } from './text.ts';

/** Said once, where nothing has been given to readers yet: after an import, or in a workspace that has just begun. */
export function AllNew() {
  const { workspace, base, filter } = useOutlineContext();
  const roots = base.roots.filter(({ kind }) => kind !== 'group');
  const hasLessons = roots.some(({ spark_count }) => (spark_count ?? 0) > 0);
  if (filter || !hasLessons || !roots.every(isNew)) return null;
  return (
    <div className="m-1.5 flex flex-col items-start gap-2 rounded-lg bg-accent-soft px-3 py-2.5 text-sm">
      <p>
        <strong className="font-semibold">{outlineText.allNew}</strong> {outlineText.allNewThen}
      </p>
      <LinkButton size="sm" href={inWorkspace(workspace).newSnapshot}>
        {outlineText.stage}
      </LinkButton>
    </div>
  );
}
