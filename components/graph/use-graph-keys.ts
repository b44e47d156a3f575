import { useUndoing } from '#components/history/undoing.ts';
import { useGo } from '#components/shell/leave-guard.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { MOST_DRAFTED } from '#lib/catalogue/core/outline.ts';
import type { GraphView } from './address.ts';
import { useGraph } from './context.tsx';
import { useEditing } from './editing.tsx';
import { graphText } from './text.ts';

/** What can be done by key in every view of the graph. */
export function useGraphKeys(view: GraphView, write: (patch: Record<string, string | null>) => void) {
  const { workspace, level, selection, node, link, links, canWrite } = useGraph();
  const go = useGo();
  const { askFor, remove } = useEditing();
  const { undoLast } = useUndoing(workspace);
  const [first] = selection.nodes;
  const chosen = first && selection.nodes.length === 1 ? node(first) : undefined;
  const drop = () => {
    const own = selection.link === null ? undefined : link(selection.link);
    const all = new Set(selection.nodes);
    remove(own ? [own] : links.filter(({ source_id, target_id }) => all.has(source_id) && all.has(target_id)));
  };
  const draft = () => {
    const place = chosen ? { id: chosen.id, title: chosen.title } : { ids: selection.nodes.join(',') };
    go(inWorkspace(workspace).newJob({ at: level, ...place, from: 'graph' }));
  };
  const mayDraft = selection.nodes.length > 0 && selection.nodes.length <= MOST_DRAFTED;
  const { keys } = graphText;
  useShortcuts(keys.group, [
    { keys: 'F', label: keys.focus, run: () => chosen && write({ focus: chosen.slug }) },
    ...(canWrite
      ? [
          { keys: 'G', label: keys.generate, run: mayDraft ? draft : undefined },
          { keys: 'L', label: keys.link, run: () => askFor({ source_id: chosen?.id }) },
          // The table has rows that are ticked, and its own key for them.
          ...(view === 'table' ? [] : [{ keys: 'Delete', label: keys.remove, run: drop }]),
          { keys: 'Mod+Z', label: keys.undo, run: () => void undoLast() },
        ]
      : []),
  ]);
}
