'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { ProblemNotice } from '#components/ui/problem-notice';
import { TextField } from '#components/ui/text-field';
import type { GraphLink } from '#lib/core/graph/graph';
import { useInsertOnLink } from '#lib/queries/links';
import { problemOf } from '#lib/queries/result';
import { useUrlState } from '../content/url-state';
import { useUndoing } from '../outline/undoing.ts';
import { useGraph } from './context';
import { useEditing } from './editing';
import { text as words } from './links-text.ts';
import { text } from './text.ts';

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
      tell(text.insert.done(title.trim()), [made.change_set_id]);
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
      title={text.insert.title}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button onPress={onClose}>{words.form.cancel}</Button>
          <Button variant="primary" isDisabled={isShort} isPending={insert.isPending} onPress={() => void save()}>
            {text.insert.save}
          </Button>
        </>
      }
    >
      <form onSubmit={(event) => void save(event)} className="flex flex-col gap-4">
        <p className="text-muted">{text.insert.why(source?.title ?? '', target?.title ?? '')}</p>
        {insert.error && <ProblemNotice title={words.failed.title} why={problemOf(insert.error).message} />}
        <TextField label={text.insert.name} value={title} onChange={setTitle} limit={200} autoFocus />
      </form>
    </Dialog>
  );
}
