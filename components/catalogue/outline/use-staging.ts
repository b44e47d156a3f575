import { useQueryClient } from '@tanstack/react-query';
import { useGo } from '#components/shell/leave-guard.tsx';
import { toast } from '#components/ui/toast.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';
import type { BulkItem } from '#lib/catalogue/data/bulk-edits.ts';
import { pendingQuery } from '#lib/catalogue/queries/outline.ts';
import { outlineText } from './text.ts';

/** What an address can carry: a browser and the servers between cut longer ones off. */
const MOST_STAGED = 150;
/** As many entities are asked about at once. */
const MOST_ASKED = 1000;

/** Staging the changes of chosen rows: leads to the page that stages, or says why there is nothing to stage. */
export function useStaging(workspace: string) {
  const queries = useQueryClient();
  const go = useGo();
  return async (nodes: readonly OutlineNode[]) => {
    const tooMany = () => toast.note(outlineText.bulk.stageMany(MOST_STAGED));
    // A place belongs to its concept, but goes with its spark as well: without it the spark would stand nowhere.
    const items = nodes.flatMap(({ kind, id, place_id }): BulkItem[] =>
      kind === 'group' ? [] : [{ kind, id }, ...(place_id ? [{ kind: 'concept_spark' as const, id: place_id }] : [])],
    );
    if (items.length > MOST_ASKED) return tooMany();
    try {
      const pending = await queries.fetchQuery({ ...pendingQuery(workspace, items), staleTime: 0 });
      // The places in a concept are chosen by their sparks.
      const chosen = new Set(items.map(({ id }) => id));
      const staged = pending.filter(({ kind, entity_id }) => kind !== 'concept_spark' || chosen.has(entity_id));
      const ids = [...new Set(staged.map(({ entity_id }) => entity_id))];
      if (ids.length === 0) toast.note(outlineText.bulk.stageNone);
      else if (ids.length > MOST_STAGED) tooMany();
      else go(inWorkspace(workspace).stageSome(ids));
    } catch (error) {
      toast.problem(outlineText.bulk.stageNot, { detail: problemOf(error).message });
    }
  };
}
