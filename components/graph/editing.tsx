'use client';

import { createContext, lazy, type ReactNode, Suspense, useContext, useMemo, useRef, useState } from 'react';
import { useNumber } from '#components/ui/number.tsx';
import { toast } from '#components/ui/toast.tsx';
import type { LinkType } from '#lib/base/core/link-types.ts';
import type { LinkEdit } from '#lib/graph/core/edits.ts';
import type { GraphLink } from '#lib/graph/core/graph.ts';
import { useGraph } from './context.tsx';
import type { LinkValues } from './link-fields.tsx';
import { linksText } from './links-text.ts';
import { LoopDialog } from './loop-dialog.tsx';
import { refusals } from './refusals.ts';
import { graphText } from './text.ts';
import { type LinkEditing, useLinkEditing } from './use-link-editing.ts';

const LinkDialog = lazy(() => import('./link-dialog.tsx').then((module) => ({ default: module.LinkDialog })));

/** What was typed about a link and not saved, with the version that was on screen then; none: whatever it is now. */
export interface LinkDraft {
  values: LinkValues;
  version: number | undefined;
}

/** Everything that can be done to links on this page, each as one change set with Undo. */
export interface Editing {
  edit: LinkEditing['edit'];
  isPending: boolean;
  add: (source_id: string, target_id: string, type: LinkType) => void;
  reverse: (link: GraphLink) => void;
  remove: (links: readonly GraphLink[]) => void;
  /** Every node before the last one, or each before the next. */
  linkAll: (ids: readonly string[], how: 'last' | 'chain') => void;
  /** Asks for what is missing of a new link. */
  askFor: (ends: { source_id?: string; target_id?: string }) => void;
  /** By the id of the link: what was typed outlives a look at something else. */
  drafts: Map<string, LinkDraft>;
}

const EditingContext = createContext<Editing | null>(null);

export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (!editing) throw new Error('useEditing outside of the page of the graph');
  return editing;
}

export function EditingProvider({ children }: { children: ReactNode }) {
  const place = useGraph();
  const { workspace, level, node, nodes, select } = place;
  const links = useLinkEditing(workspace, level);
  const number = useNumber();
  const [asked, setAsked] = useState<{ source_id?: string; target_id?: string } | null>(null);
  const drafts = useRef(new Map<string, LinkDraft>()).current;
  const title = (id: string) => node(id)?.title ?? '';

  const editing: Editing = {
    edit: links.edit,
    isPending: links.isPending,
    add: (source_id, target_id, link_type) =>
      void links.edit(
        [{ op: 'add', source_id, target_id, link_type }],
        linksText.done.added(title(source_id), title(target_id)),
      ),
    reverse: (link) => {
      drafts.delete(link.id);
      select({ link: null });
      void links.edit(
        [{ op: 'reverse', id: link.id }],
        linksText.done.reversed(title(link.target_id), title(link.source_id)),
      );
    },
    remove: (gone) => {
      const [only] = gone;
      if (!only) return toast.note(graphText.nothingToRemove);
      for (const { id } of gone) drafts.delete(id);
      const done =
        gone.length === 1
          ? linksText.done.removed(title(only.source_id), title(only.target_id))
          : linksText.done.removedMany(gone.length, number(gone.length));
      void links.edit(
        gone.map(({ id }) => ({ op: 'remove', id })),
        done,
      );
    },
    linkAll: (ids, how) => {
      const last = ids.at(-1) ?? '';
      const edits = ids.slice(0, -1).map(
        (source_id, at): LinkEdit => ({
          op: 'add',
          source_id,
          target_id: how === 'last' ? last : (ids[at + 1] ?? last),
          link_type: 'prerequisite',
        }),
      );
      void links.edit(edits, linksText.done.addedMany(edits.length, number(edits.length)));
    },
    askFor: setAsked,
    drafts,
  };

  const impossible = useMemo(() => {
    if (!asked) return undefined;
    const given = asked.source_id ?? asked.target_id;
    const why = given ? refusals(place, given, asked.source_id !== undefined) : null;
    return (id: string) => why?.get(id);
  }, [asked, place]);
  const dialog = linksText.dialog;
  const source = asked?.source_id ? node(asked.source_id) : undefined;
  const target = asked?.target_id ? node(asked.target_id) : undefined;
  return (
    <EditingContext.Provider value={editing}>
      {children}
      <LoopDialog {...links} />
      {asked && (
        <Suspense fallback={null}>
          <LinkDialog
            workspace={workspace}
            level={level}
            title={source ? dialog.after(source.title) : target ? dialog.before(target.title) : dialog.add}
            source={source}
            target={target}
            nodes={nodes}
            impossible={impossible}
            onClose={() => setAsked(null)}
          />
        </Suspense>
      )}
    </EditingContext.Provider>
  );
}
