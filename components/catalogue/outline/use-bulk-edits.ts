'use client';

import { useMemo } from 'react';
import { download } from '#components/base/download.ts';
import type { Undoing } from '#components/history/undoing.ts';
import { toast } from '#components/ui/toast.tsx';
import { useLatest } from '#components/ui/use-latest.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { useExportSelection } from '#lib/bundles/queries/exports.ts';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';
import { movesTo } from '#lib/catalogue/core/outline-moves.ts';
import type { BulkEdit, BulkItem, BulkOutcome, Merge } from '#lib/catalogue/data/bulk-edits.ts';
import {
  useBulkEdit,
  useBulkTrash,
  useDuplicate,
  useMergeEntities,
  useMoveTogether,
  useSplitConcept,
  useSplitSpark,
} from '#lib/catalogue/queries/bulk-edits.ts';
import { entitiesOf } from './selection.tsx';
import { outlineText } from './text.ts';

type Edit = Partial<Omit<BulkEdit, 'items'>>;

const itemsOf = (nodes: readonly OutlineNode[]): BulkItem[] => entitiesOf(nodes).map(({ kind, id }) => ({ kind, id }));

/** Bulk edits of rows. Each is one change set, says what it did and what it left out, and can be taken back. */
export function useBulkEdits(workspace: string, { tell }: Undoing) {
  const calls = {
    move: useMoveTogether(workspace),
    edit: useBulkEdit(workspace),
    trash: useBulkTrash(workspace),
    merge: useMergeEntities(workspace),
    splitConcept: useSplitConcept(workspace),
    splitSpark: useSplitSpark(workspace),
    duplicate: useDuplicate(workspace),
    export: useExportSelection(workspace),
  };
  const latest = useLatest(calls);

  return useMemo(() => {
    const use = () => latest.current;
    const refused = (what: string) => (error: unknown) => {
      toast.problem(what, { detail: problemOf(error).message });
      return null;
    };
    const report = (outcome: BulkOutcome, said: (done: number) => string, asked: readonly OutlineNode[]) => {
      const done = entitiesOf(asked).length - outcome.failed.length;
      const leftOut = outcome.failed.map(({ id, code }) => ({
        title: asked.find((node) => node.id === id || node.place_id === id)?.title ?? '',
        why: outlineText.bulk.leftOut[code],
      }));
      const detail = leftOut.length > 0 ? outlineText.bulk.leftOutList(leftOut) : undefined;
      if (outcome.change_set_id) tell(said(done), [outcome.change_set_id], { detail });
      else toast.note(outlineText.bulk.nothingChanged, { detail });
    };
    return {
      async move(nodes: readonly OutlineNode[], parent: OutlineNode | null, position: number) {
        const moves = movesTo(nodes, parent, position);
        if (!moves) return false;
        const outcome = await use().move.mutateAsync(moves).catch(refused(outlineText.bulk.notMoved));
        if (outcome)
          report(outcome, (done) => outlineText.bulk.moved(done, nodes, parent?.title ?? outlineText.outline), nodes);
        return outcome !== null;
      },
      async edit(nodes: readonly OutlineNode[], edit: Edit, said: (done: number) => string) {
        const whole = { set: {}, add_beacons: [], remove_beacons: [], ...edit, items: itemsOf(nodes) };
        const outcome = await use().edit.mutateAsync(whole).catch(refused(outlineText.failed.save));
        if (outcome) report(outcome, said, nodes);
        return outcome !== null;
      },
      async trash(nodes: readonly OutlineNode[], with_sparks: boolean) {
        const outcome = await use()
          .trash.mutateAsync({ items: itemsOf(nodes), with_sparks })
          .catch(refused(outlineText.bulk.notTrashed));
        if (outcome) report(outcome, outlineText.bulk.trashed, nodes);
        return outcome !== null;
      },
      async duplicate(nodes: readonly OutlineNode[]) {
        const outcome = await use()
          .duplicate.mutateAsync(itemsOf(nodes))
          .catch(refused(outlineText.bulk.notDuplicated));
        if (outcome) report(outcome, (done) => outlineText.bulk.duplicated(done, nodes[0]?.title ?? ''), nodes);
      },
      /** Hands a bundle of them to the browser as a file. */
      async export(nodes: readonly OutlineNode[]) {
        const entities = entitiesOf(nodes);
        const only = entities.map(({ kind, slug }) => ({ kind, slug }));
        const bundle = await use().export.mutateAsync(only).catch(refused(outlineText.bulk.notExported));
        if (bundle === null) return;
        const name = only.length === 1 ? only[0]?.slug : `${workspace}-${only.length}`;
        download(`${name}.json`, bundle, 'application/json');
        toast.done(outlineText.bulk.exported(entities.length, entities[0]?.title ?? ''));
      },
      /** Throws what was refused: the dialog says why. */
      async merge(merge: Merge, stays: string) {
        const change_set = await use().merge.mutateAsync(merge);
        tell(outlineText.merge.done(stays), [change_set]);
      },
      async splitConcept(concept_id: string, place_ids: string[], title: string) {
        const made = await use().splitConcept.mutateAsync({ concept_id, place_ids, title });
        tell(outlineText.split.done(title), [made.change_set_id]);
        return made.id;
      },
      async splitSpark(split: { spark_id: string; version: number; offset: number; title: string }) {
        const made = await use().splitSpark.mutateAsync(split);
        tell(outlineText.split.done(split.title), [made.change_set_id]);
        return made.id;
      },
    };
  }, [workspace, tell]);
}

export type BulkEdits = ReturnType<typeof useBulkEdits>;
