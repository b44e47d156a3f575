'use client';

import { useMemo, useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { cx } from '#components/ui/cx.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { rowClass } from '#components/ui/floating.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { parentOf } from '#lib/base/core/content-kinds.ts';
import { type OutlineNode, pathTo } from '#lib/catalogue/core/outline.ts';
import { mayHoldAny } from '#lib/catalogue/core/outline-moves.ts';
import { useOutlineContext } from './context.tsx';
import { RowIcon } from './icons.tsx';
import { useSelection } from './selection.tsx';
import { outlineText } from './text.ts';

const STANDALONE = 'g-standalone';
const contains = (label: string, typed: string) =>
  typed
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => label.toLocaleLowerCase().includes(word));

interface Choice {
  id: string;
  label: string;
  path: string;
  node: OutlineNode | null;
  note?: string;
}

/** "Move to...": every place that may hold the rows, found by typing. They are of one kind. */
export function MoveDialog({ nodes, onClose }: { nodes: readonly OutlineNode[]; onClose: () => void }) {
  const { tree, edits, bulk } = useOutlineContext();
  const clear = useSelection().clear;
  const node = nodes[0] as OutlineNode;
  const isOne = nodes.length === 1;
  const [mode, setMode] = useState<'move' | 'add'>('move');
  const holder = (node.kind === 'group' ? null : parentOf(node.kind)) ?? 'domain';

  const choices = useMemo(() => {
    const found: Choice[] = [];
    if (node.kind === 'concept') {
      const note = isOne && node.parent?.group === 'standalone' ? outlineText.move.here : undefined;
      found.push({
        id: STANDALONE,
        label: outlineText.move.standalone,
        path: outlineText.move.standaloneHelp,
        node: null,
        note,
      });
    }
    for (const row of tree.rows.values()) {
      if (row.kind !== holder) continue;
      const path = pathTo(row)
        .slice(0, -1)
        .map(({ title }) => title)
        .join(' › ');
      const isHere = nodes.every(({ parent }) => parent === row);
      const note =
        isHere && isOne ? outlineText.move.here : mayHoldAny(row, nodes) ? undefined : outlineText.move.holds;
      found.push({ id: row.key, label: row.title, path, node: row, note });
    }
    return found;
  }, [tree, nodes, node, isOne, holder]);

  const choose = (id: string) => {
    const choice = choices.find((one) => one.id === id);
    if (!choice || choice.note) return;
    onClose();
    const parent = choice.node ?? tree.rows.get(STANDALONE) ?? null;
    const last = parent?.children.length ?? 0;
    if (mode === 'add' && choice.node) void edits.addPlace(node, choice.node);
    else if (isOne) void edits.move(node, parent, last);
    else void bulk.move(nodes, parent, last).then((done) => done && clear());
  };

  return (
    <Dialog title={outlineText.move.title(nodes)} isOpen onOpenChange={(open) => !open && onClose()}>
      <div className="flex flex-col gap-3 pt-1">
        {isOne && node.place_id && (
          <div className="flex flex-col gap-1.5">
            <Segmented
              label={outlineText.move.mode}
              value={mode}
              onChange={setMode}
              items={(['move', 'add'] as const).map((id) => ({ id, label: outlineText.move.modes[id] }))}
              className="self-start"
            />
            <p className="text-sm text-muted">{outlineText.move.modeHelp[mode]}</p>
          </div>
        )}
        <Autocomplete filter={contains}>
          <SearchField label={outlineText.move.search(holder)} autoFocus />
          <ListBox<Choice>
            aria-label={outlineText.moveTo}
            items={choices}
            disabledKeys={choices.flatMap(({ id, note }) => (note ? [id] : []))}
            onAction={(key) => choose(String(key))}
            renderEmptyState={() => <p className="px-2 py-3 text-muted">{outlineText.move.none(holder)}</p>}
            className="-mx-2 h-80 max-h-[45dvh] overflow-auto p-0.5 outline-none"
          >
            {(choice) => (
              <ListBoxItem
                id={choice.id}
                textValue={`${choice.label} ${choice.path}`}
                className={cx(rowClass, 'data-focus-visible:bg-accent-soft')}
              >
                <span className="self-start pt-0.5 text-muted">
                  <RowIcon kind={holder} color={choice.node?.color} />
                </span>
                <span className="min-w-0 flex-1">
                  <span dir="auto" className="text-title block truncate">
                    {choice.label}
                  </span>
                  {choice.path && (
                    <span dir="auto" className="text-title block truncate text-sm text-muted">
                      {choice.path}
                    </span>
                  )}
                </span>
                {choice.note && <span className="text-sm text-muted">{choice.note}</span>}
              </ListBoxItem>
            )}
          </ListBox>
        </Autocomplete>
      </div>
    </Dialog>
  );
}
