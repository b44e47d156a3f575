'use client';

import { useMemo } from 'react';
import type { Undoing } from '#components/history/undoing.ts';
import { useNumber } from '#components/ui/number.tsx';
import { toast } from '#components/ui/toast.tsx';
import { useLatest } from '#components/ui/use-latest.ts';
import { KINDS, type NamedKind } from '#lib/base/core/content-kinds.ts';
import { isVisible } from '#lib/base/core/visible.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import type { OutlineNode, OutlineTree } from '#lib/catalogue/core/outline.ts';
import { mayHold, moveTo } from '#lib/catalogue/core/outline-moves.ts';
import type { EntityHead } from '#lib/catalogue/data/entities.ts';
import {
  useAddPlace,
  useCreateEntity,
  useMoveEntity,
  useRemovePlace,
  useTrashEntity,
  useUpdateEntity,
} from '#lib/catalogue/queries/entities.ts';
import { outlineText } from './text.ts';
import type { BulkEdits } from './use-bulk-edits.ts';

export interface OutlineEdits {
  move: (node: OutlineNode, parent: OutlineNode | null, position: number) => Promise<void>;
  /** One step among its siblings. */
  step: (node: OutlineNode, by: -1 | 1) => Promise<void>;
  addPlace: (spark: OutlineNode, concept: OutlineNode) => Promise<void>;
  /** `from` says what it is taken out of where the row does not stand in it. */
  removePlace: (spark: OutlineNode, from?: string) => Promise<void>;
  rename: (node: OutlineNode, title: string) => Promise<void>;
  create: (kind: NamedKind, title: string, parent: OutlineNode | null) => Promise<EntityHead | null>;
  trash: (node: OutlineNode, with_sparks: boolean, along: number) => Promise<boolean>;
}

const parentTitle = (parent: OutlineNode | null) => parent?.title ?? outlineText.outline;

/** Whether a title fits the limits of its kind; the sentence that says so if not. */
export function titleProblem(kind: NamedKind, title: string): string | null {
  const { least, most } = KINDS[kind].name;
  // Characters as the database counts them, not UTF-16 units.
  const { length } = [...title.trim()];
  if (length < least || length > most) return outlineText.titleLength(least, most);
  return isVisible(title) ? null : outlineText.titleVisible;
}

/** What can be done with rows. Each change set says in a toast what it did, with the way back, or why it was refused. */
export function useOutlineEdits(workspace: string, tree: OutlineTree, undoing: Undoing, bulk: BulkEdits): OutlineEdits {
  const place = useMoveEntity(workspace);
  const addPlace = useAddPlace(workspace);
  const removePlace = useRemovePlace(workspace);
  const update = useUpdateEntity(workspace);
  const create = useCreateEntity(workspace);
  const trash = useTrashEntity(workspace);
  const write = useNumber();
  const latest = useLatest({ tree, write, place, addPlace, removePlace, update, create, trash });

  return useMemo(() => {
    const use = () => latest.current;
    const failed = (what: string) => (error: unknown) => {
      toast.problem(what, { detail: problemOf(error).message });
      return null;
    };
    const { tell } = undoing;

    const edits: OutlineEdits = {
      async move(node, parent, position) {
        const move = moveTo(node, parent, position);
        if (!move) {
          // A spark without a place gets one there; that is a bulk edit of a list of one.
          if (node.kind === 'spark' && parent) await bulk.move([node], parent, position);
          return;
        }
        const isReordered = parent?.key === node.parent?.key;
        const among = parent?.child_count ?? use().tree.domain_count;
        const done = await use()
          .place.mutateAsync(move)
          .catch(failed(outlineText.failed.move(node.title)));
        if (!done) return;
        const said = isReordered
          ? outlineText.done.reordered(node.title, position + 1, among)
          : outlineText.done.moved(node.title, parentTitle(parent));
        tell(said, [done], { id: 'outline-move' });
      },
      async step(node, by) {
        const siblings = node.parent?.child_count ?? use().tree.domain_count;
        const position = node.position + by;
        if (position < 0 || position >= siblings || !mayHold(node.parent, node)) return;
        await edits.move(node, node.parent, position);
      },
      async addPlace(spark, concept) {
        const added = await use()
          .addPlace.mutateAsync({ concept_id: concept.id, spark_id: spark.id })
          .catch(failed(outlineText.failed.move(spark.title)));
        if (!added) return;
        const said = spark.place_id ? outlineText.done.added : outlineText.done.moved;
        tell(said(spark.title, concept.title), [added.change_set_id], { id: 'outline-move' });
      },
      async removePlace(spark, from = parentTitle(spark.parent)) {
        if (!spark.place_id) return;
        const done = await use()
          .removePlace.mutateAsync(spark.place_id)
          .catch(failed(outlineText.failed.move(spark.title)));
        if (done) tell(outlineText.done.removed(spark.title, from), [done]);
      },
      async rename(node, title) {
        if (node.kind === 'group' || title.trim() === node.title) return;
        const { kind, id, version } = node;
        const saved = await use()
          .update.mutateAsync({ kind, id, version, patch: { [KINDS[kind].name.field]: title.trim() } })
          .catch(failed(outlineText.failed.rename(node.title)));
        if (saved) tell(outlineText.done.renamed(node.title, title.trim()), [{ kind, id, version: saved.version }]);
      },
      async create(kind, title, parent) {
        const parent_id = parent && parent.kind !== 'group' ? parent.id : null;
        const fields = { [KINDS[kind].name.field]: title.trim() };
        const made = await use()
          .create.mutateAsync({ kind, fields, parent_id })
          .catch(failed(outlineText.failed.create(kind)));
        if (made) tell(outlineText.done.created(kind, title.trim()), [{ kind, id: made.id, version: made.version }]);
        return made;
      },
      async trash(node, with_sparks, along) {
        if (node.kind === 'group') return false;
        const done = await use()
          .trash.mutateAsync({ kind: node.kind, id: node.id, with_sparks })
          .catch(failed(outlineText.failed.save));
        if (!done) return false;
        tell(outlineText.done.trashed(node.title), [done], {
          detail: along > 0 ? outlineText.done.trashedMore(along, use().write) : undefined,
        });
        return true;
      },
    };
    return edits;
  }, [undoing, bulk]);
}
