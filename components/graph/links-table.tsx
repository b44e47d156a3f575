'use client';

import { ClipboardPaste, Plus } from 'lucide-react';
import {
  type FocusEvent,
  lazy,
  type ReactNode,
  Suspense,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useUrlState } from '#components/base/url-state.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import { Table } from '#components/ui/table.tsx';
import { toast } from '#components/ui/toast.tsx';
import { useLatest } from '#components/ui/use-latest.ts';
import type { LinkEdit } from '#lib/graph/core/edits.ts';
import type { GraphLink } from '#lib/graph/core/graph.ts';
import { NO_FILTERS } from './address.ts';
import { useGraph } from './context.tsx';
import { LinksBulkBar } from './links-bulk-bar.tsx';
import { linkColumns } from './links-columns.tsx';
import { type LinkRow, linkRows, rowName, searchRows } from './links-rows.ts';
import { linksText } from './links-text.ts';
import { LoopDialog } from './loop-dialog.tsx';
import { type LinkEditing, useLinkEditing } from './use-link-editing.ts';

const LinkDialog = lazy(() => import('./link-dialog.tsx').then((module) => ({ default: module.LinkDialog })));
const PasteDialog = lazy(() => import('./paste-dialog.tsx').then((module) => ({ default: module.PasteDialog })));

const words = linksText.table;
const NONE: ReadonlySet<string> = new Set();

export interface LinksTableProps {
  /** The links that the filters of the page let through; all of them unless given. */
  filtered?: { links: readonly GraphLink[]; shown: Uint8Array };
  /** Shows the link that was chosen, to read and edit all of it. */
  onOpen: () => void;
}

/** Links as a table: sorted, searched, edited one by one or many at once. */
export function LinksTable({ filtered, onOpen }: LinksTableProps) {
  const { workspace, level, canWrite, nodes, links: everything, node, select } = useGraph();
  const [params, setParams] = useUrlState();
  const write = useNumber();
  const editing = useLinkEditing(workspace, level);
  const [selected, setSelected] = useState(NONE);
  const [open, setOpen] = useState<'add' | 'paste' | null>(null);

  const [typed, setTyped] = useState(params.get('q') ?? '');
  const q = useDeferredValue(typed);
  const [links, shown] = [filtered?.links ?? everything, filtered?.shown];
  const all = useMemo(() => linkRows(shown ? links.filter((_, at) => shown[at]) : links, node), [links, shown, node]);
  const rows = useMemo(() => searchRows(all, q), [all, q]);
  // What a search hides is not acted on, ticked or not.
  const chosen = useMemo(() => rows.filter(({ link }) => selected.has(link.id)), [rows, selected]);

  const columns = useColumns(editing);
  const showAll = () => {
    setTyped('');
    setParams({ ...NO_FILTERS, q: null });
  };
  const inspect = ({ link }: LinkRow) => {
    select({ nodes: [], link: link.id });
    onOpen();
  };
  const close = () => setOpen(null);
  const remove = async () => {
    if (chosen.length === 0) return toast.note(words.noneChosen);
    const edits = chosen.map(({ link }): LinkEdit => ({ op: 'remove', id: link.id }));
    const problem = await editing.edit(edits, linksText.done.removedMany(edits.length, write(edits.length)));
    if (!problem) setSelected(NONE);
  };
  useShortcuts(words.label, canWrite ? [{ keys: 'Delete', label: words.removeKey, run: () => void remove() }] : []);

  return (
    <div {...useRowFocusKept()} className="flex min-h-0 min-w-0 flex-1 flex-col outline-none">
      <TableTools
        typed={typed}
        onType={(next) => {
          setTyped(next);
          setParams({ q: next.trim() || null });
        }}
        shown={words.shown(rows.length, write(rows.length), write(everything.length))}
        onOpen={setOpen}
      />
      <Table
        virtual
        className="min-h-0 flex-1"
        label={words.label}
        columns={columns}
        rows={rows}
        rowId={({ link }) => link.id}
        rowName={rowName}
        onRowAction={inspect}
        selected={canWrite ? selected : undefined}
        onSelect={canWrite ? setSelected : undefined}
        empty={<Nothing isFiltered={everything.length > 0} onShowAll={showAll} why={words.noneWhy(level)} />}
      />
      {chosen.length > 0 && (
        <LinksBulkBar
          rows={chosen}
          editing={editing}
          onRemove={() => void remove()}
          onClear={() => setSelected(NONE)}
        />
      )}
      <Suspense fallback={null}>
        {open === 'paste' && <PasteDialog onClose={close} />}
        {open === 'add' && (
          <LinkDialog workspace={workspace} level={level} title={linksText.dialog.add} nodes={nodes} onClose={close} />
        )}
      </Suspense>
      <LoopDialog {...editing} />
    </div>
  );
}

/** Cells that save what is written in them. The table keeps its columns, or the field that is being written would be lost. */
function useColumns(editing: LinkEditing) {
  const { canWrite } = useGraph();
  const latest = useLatest(editing);
  return useMemo(() => {
    const update = (
      { link, source, target }: LinkRow,
      change: { weight?: number | null; description?: string | null },
    ) =>
      void latest.current.edit(
        [{ op: 'update', id: link.id, ...change }],
        linksText.done.changed(source.title, target.title),
      );
    return linkColumns({
      canWrite,
      setWeight: (row, weight) => update(row, { weight }),
      setReason: (row, reason) => update(row, { description: reason || null }),
    });
  }, [canWrite]);
}

interface TableToolsProps {
  typed: string;
  onType: (typed: string) => void;
  /** How many are shown of how many. */
  shown: string;
  onOpen: (dialog: 'add' | 'paste') => void;
}

function TableTools({ typed, onType, shown, onOpen }: TableToolsProps) {
  const { canWrite } = useGraph();
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b px-3 py-1.5">
      <SearchField label={words.search} size="sm" value={typed} onChange={onType} className="w-56 max-sm:w-full" />
      <p role="status" className="text-sm text-muted tabular-nums">
        {shown}
      </p>
      {canWrite && (
        <span className="ms-auto flex flex-wrap gap-2">
          <Button size="sm" icon={<ClipboardPaste />} onPress={() => onOpen('paste')}>
            {words.paste}
          </Button>
          <Button size="sm" icon={<Plus />} onPress={() => onOpen('add')}>
            {words.add}
          </Button>
        </span>
      )}
    </div>
  );
}

/** Rows and the bar leave with the focus that was in them; it then goes to the row that stands there now. */
function useRowFocusKept() {
  const box = useRef<HTMLDivElement>(null);
  const isIn = useRef(false);
  useEffect(() => {
    if (!isIn.current || document.activeElement !== document.body) return;
    const row = box.current?.querySelector<HTMLElement>('[data-index][tabindex="0"]');
    (row ?? box.current)?.focus({ preventScroll: true });
  });
  return {
    ref: box,
    tabIndex: -1,
    // What a dialog in front of it does comes up here as well, and is none of this.
    onFocus: (event: FocusEvent<HTMLElement>) => {
      isIn.current = event.currentTarget.contains(event.target);
    },
    // Nobody hears of it where an element is taken away.
    onBlur: (event: FocusEvent<HTMLElement>) => {
      isIn.current = event.currentTarget.contains(event.relatedTarget);
    },
  };
}

function Nothing({ isFiltered, onShowAll, why }: { isFiltered: boolean; onShowAll: () => void; why: ReactNode }) {
  if (!isFiltered)
    return (
      <EmptyState drawing="pages" title={words.none}>
        {why}
      </EmptyState>
    );
  return (
    <EmptyState drawing="search" title={words.noneFound} action={<Button onPress={onShowAll}>{words.showAll}</Button>}>
      {words.noneFoundWhy}
    </EmptyState>
  );
}
