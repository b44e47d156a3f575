'use client';

import { useQuery } from '@tanstack/react-query';
import { ClipboardPaste, Plus } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useDeferredValue, useMemo, useRef, useState } from 'react';
import { Button } from '#components/ui/button';
import { EmptyState } from '#components/ui/empty-state';
import { useNumber } from '#components/ui/number';
import { SearchField } from '#components/ui/search-field';
import { Select } from '#components/ui/select';
import { Table } from '#components/ui/table';
import { LINK_TYPES } from '#lib/core/links';
import { outlineQuery } from '#lib/queries/catalogue';
import { useUrlState } from '../content/url-state';
import { LINK_WORDS, LinkStroke } from '../spark/link-stroke';
import { useGraph } from './context';
import { LinksBulkBar } from './links-bulk-bar';
import { linkColumns } from './links-columns';
import { filterRows, type LinkRow, linkRows, rowName } from './links-rows.ts';
import { text } from './links-text.ts';
import { LoopDialog } from './loop-dialog';
import { useLinkActs } from './use-link-acts.ts';

const LinkDialog = lazy(() => import('./link-dialog').then((module) => ({ default: module.LinkDialog })));
const PasteDialog = lazy(() => import('./paste-dialog').then((module) => ({ default: module.PasteDialog })));

const words = text.table;
const NONE: ReadonlySet<string> = new Set();

/** All links of the graph as a table: sorted, filtered, edited one by one or many at once. Filters stand in the address. */
export function LinksTable() {
  const { workspace, level, canWrite, nodes, links, node } = useGraph();
  const [params, setParams] = useUrlState();
  const { data: outline } = useQuery(outlineQuery(workspace));
  const write = useNumber();
  const acts = useLinkActs(workspace, level);
  const [selected, setSelected] = useState(NONE);
  const [open, setOpen] = useState<LinkRow | 'add' | 'paste' | null>(null);

  const [typed, setTyped] = useState(params.get('q') ?? '');
  const q = useDeferredValue(typed);
  const said = params.get('types') ?? '';
  const types = useMemo(() => LINK_TYPES.filter((type) => said.split(',').includes(type)), [said]);
  const trails = outline?.trails ?? [];
  const trail = trails.find(({ slug }) => slug === params.get('trail')) ?? null;
  const all = useMemo(() => linkRows(links, node), [links, node]);
  const rows = useMemo(() => filterRows(all, { q, types, trail: trail?.id ?? null }), [all, q, types, trail?.id]);
  const chosen = useMemo(() => all.filter(({ link }) => selected.has(link.id)), [all, selected]);

  const latest = useRef(acts);
  latest.current = acts;
  const columns = useMemo(() => {
    const update = (
      { link, source, target }: LinkRow,
      change: { weight?: number | null; description?: string | null },
    ) =>
      void latest.current.edit(
        // Of a reason the version counts: two people may have written two.
        [{ op: 'update', id: link.id, ...change, ...('description' in change && { version: link.version }) }],
        text.done.changed(source.title, target.title),
      );
    return linkColumns({
      canWrite,
      setWeight: (row, weight) => update(row, { weight }),
      setReason: (row, reason) => update(row, { description: reason || null }),
    });
  }, [canWrite]);

  const showAll = () => {
    setTyped('');
    setParams({ q: null, types: null, trail: null });
  };
  const close = () => setOpen(null);
  const link = open !== null && typeof open === 'object' ? open : null;

  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b px-4 py-2">
        <SearchField
          label={words.search}
          value={typed}
          onChange={(next) => {
            setTyped(next);
            setParams({ q: next.trim() || null });
          }}
          className="w-56 max-sm:w-full"
        />
        <Select
          label={words.type}
          hideLabel
          className="w-42 max-sm:min-w-36 max-sm:flex-1"
          value={types.length > 1 ? 'several' : (types[0] ?? 'all')}
          onChange={(next) => setParams({ types: next === 'all' || next === 'several' ? null : next })}
          options={[
            { id: 'all', label: words.anyType },
            ...LINK_TYPES.map((type) => ({ id: type, label: LINK_WORDS[type], icon: <LinkStroke type={type} /> })),
            ...(types.length > 1 ? [{ id: 'several', label: types.map((type) => LINK_WORDS[type]).join(', ') }] : []),
          ]}
        />
        {trails.length > 0 && (
          <Select
            label={words.trail}
            hideLabel
            className="w-42 max-sm:min-w-36 max-sm:flex-1"
            value={trail?.slug ?? 'all'}
            onChange={(next) => setParams({ trail: next === 'all' ? null : next })}
            options={[
              { id: 'all', label: words.anyTrail },
              ...trails.map(({ slug, title }) => ({ id: slug, label: title })),
            ]}
          />
        )}
        <p role="status" className="text-sm text-muted tabular-nums">
          {words.shown(rows.length, write(rows.length), write(all.length))}
        </p>
        {canWrite && (
          <span className="ms-auto flex flex-wrap gap-2">
            <Button size="sm" icon={<ClipboardPaste />} onPress={() => setOpen('paste')}>
              {words.paste}
            </Button>
            <Button size="sm" icon={<Plus />} onPress={() => setOpen('add')}>
              {words.add}
            </Button>
          </span>
        )}
      </div>
      <Table
        virtual
        className="min-h-0 flex-1"
        label={words.label}
        columns={columns}
        rows={rows}
        rowId={({ link }) => link.id}
        rowName={rowName}
        onRowAction={canWrite ? setOpen : undefined}
        selected={canWrite ? selected : undefined}
        onSelect={canWrite ? setSelected : undefined}
        empty={<Nothing isFiltered={all.length > 0} onShowAll={showAll} why={words.noneWhy(level)} />}
      />
      {chosen.length > 0 && <LinksBulkBar rows={chosen} acts={acts} onClear={() => setSelected(NONE)} />}
      <Suspense fallback={null}>
        {open === 'paste' && <PasteDialog onClose={close} />}
        {(open === 'add' || link) && (
          <LinkDialog
            key={link?.link.id}
            workspace={workspace}
            level={level}
            title={link ? text.dialog.edit : text.dialog.add}
            link={link?.link}
            source={link?.source}
            target={link?.target}
            nodes={nodes}
            onClose={close}
          />
        )}
      </Suspense>
      <LoopDialog {...acts} />
    </div>
  );
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
