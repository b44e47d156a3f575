'use client';

import dynamic from 'next/dynamic';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { useGo } from '#components/shell/leave-guard.tsx';
import { Place } from '#components/shell/place.tsx';
import { SaveState, type SaveStateProps } from '#components/shell/save-state.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { PaneGroup } from '#components/ui/pane-group.tsx';
import type { PaneMemory } from '#components/ui/preferences.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { type EntityNode, isEntityNode, type OutlineNode, pathTo } from '#lib/catalogue/core/outline.ts';
import { rowHref } from './address.tsx';
import { OutlineProvider, type Question, useOutlineContext } from './context.tsx';
import { OutlineTree } from './outline-tree.tsx';
import { entitiesOf, useSelection } from './selection.tsx';
import { outlineText } from './text.ts';

// No first paint waits for a dialog.
const MoveDialog = dynamic(() => import('./move-dialog.tsx').then((module) => module.MoveDialog), { ssr: false });
const TrashDialog = dynamic(() => import('./trash-dialog.tsx').then((module) => module.TrashDialog), { ssr: false });
const BulkTrashDialog = dynamic(() => import('./bulk-trash-dialog.tsx').then((module) => module.BulkTrashDialog), {
  ssr: false,
});
const BeaconsDialog = dynamic(() => import('./beacons-dialog.tsx').then((module) => module.BeaconsDialog), {
  ssr: false,
});
const MergeDialog = dynamic(() => import('./merge-dialog.tsx').then((module) => module.MergeDialog), { ssr: false });
const SplitConceptDialog = dynamic(
  () => import('./split-concept-dialog.tsx').then((module) => module.SplitConceptDialog),
  {
    ssr: false,
  },
);
const SplitSparkDialog = dynamic(() => import('./split-spark-dialog.tsx').then((module) => module.SplitSparkDialog), {
  ssr: false,
});

const FixDialog = dynamic(
  () => import('#components/quality/outline/fix-dialog.tsx').then((module) => module.FixDialog),
  {
    ssr: false,
  },
);

interface FrameState {
  setSave: (state: SaveStateProps | null) => void;
  showInspector: () => void;
}
const FrameContext = createContext<FrameState>({ setSave: () => {}, showInspector: () => {} });

/** What the parts of the outline tell the frame around them. */
export const useOutlineFrame = () => useContext(FrameContext);

export interface OutlineFrameProps {
  workspace: string;
  memory: PaneMemory;
  /** The entity that is open, rendered by its page. */
  children: ReactNode;
  inspector: ReactNode;
}

export function OutlineFrame(props: OutlineFrameProps) {
  const [question, setQuestion] = useState<{ what: Question; nodes: readonly OutlineNode[] } | null>(null);
  const ask = useCallback((what: Question, nodes: readonly OutlineNode[]) => setQuestion({ what, nodes }), []);
  return (
    <OutlineProvider workspace={props.workspace} ask={ask}>
      <Frame {...props} />
      {question && <QuestionDialog {...question} onClose={() => setQuestion(null)} />}
    </OutlineProvider>
  );
}

function QuestionDialog({
  what,
  nodes,
  onClose,
}: {
  what: Question;
  nodes: readonly OutlineNode[];
  onClose: () => void;
}) {
  const { workspace, bulk } = useOutlineContext();
  const { clear } = useSelection();
  const [node, second] = nodes;
  // Of no row: of all there is.
  if (what === 'fix')
    return (
      <FixDialog workspace={workspace} ids={node ? entitiesOf(nodes).map(({ id }) => id) : null} onClose={onClose} />
    );
  if (!node || !isEntityNode(node)) return null;
  if (what === 'move') return <MoveDialog nodes={nodes} onClose={onClose} />;
  if (what === 'beacons') return <BeaconsDialog workspace={workspace} bulk={bulk} nodes={nodes} onClose={onClose} />;
  if (what === 'merge')
    return second ? (
      <MergeDialog workspace={workspace} bulk={bulk} nodes={[node, second]} onClose={onClose} onDone={clear} />
    ) : null;
  if (what === 'split')
    return node.kind === 'concept' ? (
      <SplitConceptDialog node={node} onClose={onClose} />
    ) : (
      <SplitSparkDialog node={node} onClose={onClose} />
    );
  return nodes.length === 1 ? (
    <TrashStep node={node} onClose={onClose} />
  ) : (
    <BulkTrashDialog bulk={bulk} nodes={nodes} onClose={onClose} onDone={clear} />
  );
}

/** After the trash took what is open, the parent is shown. */
function TrashStep({ node, onClose }: { node: EntityNode; onClose: () => void }) {
  const { workspace, current, params } = useOutlineContext();
  const go = useGo();
  const isOpen = current !== null && pathTo(current).some(({ id }) => id === node.id);
  return (
    <TrashDialog
      node={node}
      onClose={onClose}
      onTrashed={() => {
        if (!isOpen) return;
        const above = node.parent && node.parent.kind !== 'group' ? node.parent : null;
        go(above ? rowHref(workspace, above, params) : inWorkspace(workspace).outline);
      }}
    />
  );
}

function Frame({ workspace, memory, children, inspector }: OutlineFrameProps) {
  const { current, params, undoing } = useOutlineContext();
  const [save, setSave] = useState<SaveStateProps | null>(null);
  const [step, setStep] = useState(current ? 'content' : 'tree');
  const showInspector = useCallback(() => setStep('inspector'), []);
  const frame = useMemo(() => ({ setSave, showInspector }), [showInspector]);

  // On a phone, choosing a row leads on to what it holds.
  const currentKey = current?.key;
  useEffect(() => {
    if (currentKey) setStep('content');
  }, [currentKey]);

  useShortcuts(outlineText.keys.group, [
    { keys: 'Mod+Z', label: outlineText.keys.undo, run: () => void undoing.undoLast() },
  ]);

  const above = current ? pathTo(current).slice(0, -1) : [];
  const crumbs = [
    { label: outlineText.outline, href: current ? inWorkspace(workspace).outline : undefined },
    ...above.map((node) => ({ label: node.title, href: rowHref(workspace, node, params) })),
    ...(current ? [{ label: current.title }] : []),
  ];

  return (
    <FrameContext.Provider value={frame}>
      <Place layout="fill" crumbs={crumbs} state={save && <SaveState {...save} />}>
        <PaneGroup
          name="outline"
          memory={memory}
          step={step}
          onStep={setStep}
          panes={[
            { id: 'tree', label: outlineText.outline, size: 320, max: 640, content: <OutlineTree /> },
            { id: 'content', label: outlineText.content, main: true, content: children },
            { id: 'inspector', label: outlineText.inspector, size: 336, min: 280, content: inspector },
          ]}
        />
      </Place>
    </FrameContext.Provider>
  );
}
