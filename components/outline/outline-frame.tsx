'use client';

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { useGo } from '#components/shell/leave-guard';
import { Place } from '#components/shell/place';
import { SaveState, type SaveStateProps } from '#components/shell/save-state';
import { PaneGroup } from '#components/ui/pane-group';
import type { PaneMemory } from '#components/ui/preferences';
import { type OutlineNode, pathTo } from '#lib/core/outline';
import { outlineHref, rowHref } from './address';
import { OutlineProvider, useOutlineContext } from './context';
import { MoveDialog } from './move-dialog';
import { OutlineTree } from './outline-tree';
import { text } from './text.ts';
import { TrashDialog } from './trash-dialog';

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
  const [moving, setMoving] = useState<OutlineNode | null>(null);
  const [trashing, setTrashing] = useState<OutlineNode | null>(null);
  return (
    <OutlineProvider workspace={props.workspace} askMove={setMoving} askTrash={setTrashing}>
      <Frame {...props} />
      {moving && <MoveDialog node={moving} onClose={() => setMoving(null)} />}
      {trashing && <TrashStep node={trashing} onClose={() => setTrashing(null)} />}
    </OutlineProvider>
  );
}

/** After the trash took what is open, the parent is shown. */
function TrashStep({ node, onClose }: { node: OutlineNode; onClose: () => void }) {
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
        go(above ? rowHref(workspace, above, params) : outlineHref(workspace));
      }}
    />
  );
}

function Frame({ workspace, memory, children, inspector }: OutlineFrameProps) {
  const { current, params } = useOutlineContext();
  const [save, setSave] = useState<SaveStateProps | null>(null);
  const [step, setStep] = useState(current ? 'content' : 'tree');
  const showInspector = useCallback(() => setStep('inspector'), []);
  const frame = useMemo(() => ({ setSave, showInspector }), [showInspector]);

  // On a phone, choosing a row leads on to what it holds.
  const currentKey = current?.key;
  useEffect(() => {
    if (currentKey) setStep('content');
  }, [currentKey]);

  const above = current ? pathTo(current).slice(0, -1) : [];
  const crumbs = [
    { label: text.outline, href: current ? outlineHref(workspace) : undefined },
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
            { id: 'tree', label: text.outline, size: 320, max: 640, content: <OutlineTree /> },
            { id: 'content', label: text.content, main: true, content: children },
            { id: 'inspector', label: text.inspector, size: 336, min: 280, content: inspector },
          ]}
        />
      </Place>
    </FrameContext.Provider>
  );
}
