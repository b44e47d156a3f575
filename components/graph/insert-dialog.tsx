'use client';

import { type FormEvent, useState } from 'react';
import { useUrlState } from '#components/base/url-state.tsx';
import { useUndoing } from '#components/history/undoing.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { GraphLink } from '#lib/graph/core/graph.ts';
import { useInsertOnLink } from '#lib/graph/queries/links.ts';
import { useGraph } from './context.tsx';
import { useEditing } from './editing.tsx';
import { linksText } from './links-text.ts';
import { graphText } from './text.ts';

/** A new spark between the two ends of a link. */
export function InsertDialog({ link, onClose }: { link: GraphLink; onClose: () => void }) {
  const { workspace, node, select } = useGraph();
  const { drafts } = useEditing();
  const { tell } = useUndoing(workspace);
  const insert = useInsertOnLink(workspace);
  const [, writeUrl] = useUrlState();
  const [title, setTitle] = useState('');
  const [source, target] = [node(link.source_id), node(link.target_id)];
  const isShort = title.trim().length < 2;
  const save = async (event?: FormEvent) => {
    event?.preventDefault();
    if (isShort) return;
    try {
      const made = await insert.mutateAsync({
        link_id: link.id,
        concept_id: source?.clusters[0] ?? null,
        title: title.trim(),
      });
      // Two links have taken the place of this one.
      drafts.delete(link.id);
      tell(graphText.insert.done(title.trim()), [made.change_set_id]);
      select({ nodes: [made.id], link: null });
      // The page may not know it yet, and so not how to call it in the address.
      writeUrl({ at: made.slug });
      onClose();
    } catch {
      // Said in the dialog.
    }
  };
  return (
    <Dialog
      title={graphText.insert.title}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button onPress={onClose}>{linksText.form.cancel}</Button>
          <Button variant="primary" isDisabled={isShort} isPending={insert.isPending} onPress={() => void save()}>
            {graphText.insert.save}
          </Button>
        </>
      }
    >
      <form onSubmit={(event) => void save(event)} className="flex flex-col gap-4">
        <p className="text-muted">{graphText.insert.why(source?.title ?? '', target?.title ?? '')}</p>
        {insert.error && <ProblemNotice title={linksText.failed.title} why={problemOf(insert.error).message} />}
        <TextField label={graphText.insert.name} value={title} onChange={setTitle} limit={200} autoFocus />
      </form>
    </Dialog>
  );
}
