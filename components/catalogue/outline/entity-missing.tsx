'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { toast } from '#components/ui/toast.tsx';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { useUndo } from '#lib/catalogue/queries/entities.ts';
import type { Trashed } from '#lib/history/data/versions.ts';
import { outlineText } from './text.ts';

export interface EntityMissingProps {
  workspace: string;
  kind: NamedKind;
  slug: string;
  /** Present when it lies in the trash. */
  trashed: Trashed | null;
}

/** An address that leads to nothing: says whether it can be had back, and the way on. */
export function EntityMissing({ workspace, kind, slug, trashed }: EntityMissingProps) {
  const router = useRouter();
  const undo = useUndo(workspace);
  const [busy, setBusy] = useState(false);
  const title = trashed?.label ?? slug;

  const restore = async () => {
    if (!trashed) return;
    setBusy(true);
    try {
      await undo.mutateAsync(trashed.change_set_id);
      toast.done(outlineText.notFound.restored(title));
      router.refresh();
    } catch (error) {
      toast.problem(outlineText.failed.undo, { detail: problemOf(error).message });
    } finally {
      setBusy(false);
    }
  };

  if (!trashed) {
    return (
      <EmptyState
        drawing="trail"
        title={outlineText.notFound.title(kind)}
        action={<LinkButton href={inWorkspace(workspace).outline}>{outlineText.notFound.toOutline}</LinkButton>}
      >
        {outlineText.notFound.help(slug)}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      drawing="bin"
      title={outlineText.notFound.trashedTitle(title)}
      action={
        <span className="flex flex-wrap justify-center gap-2">
          <LinkButton variant="quiet" href={inWorkspace(workspace).outline}>
            {outlineText.notFound.toOutline}
          </LinkButton>
          <LinkButton href={inWorkspace(workspace).trash}>{outlineText.notFound.toTrash}</LinkButton>
          <Button variant="primary" isPending={busy} onPress={() => void restore()}>
            {outlineText.notFound.restore}
          </Button>
        </span>
      }
    >
      {outlineText.notFound.trashedHelp} <RelativeTime value={trashed.created_at} className="whitespace-nowrap" />
    </EmptyState>
  );
}
