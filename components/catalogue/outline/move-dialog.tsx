'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { cx } from '#components/ui/cx.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { rowClass } from '#components/ui/floating.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { parentOf } from '#lib/base/core/content-kinds.ts';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';
import type { FoundPlace } from '#lib/catalogue/data/outline.ts';
import { sparkContextQuery } from '#lib/catalogue/queries/entities.ts';
import { useOutlineContext } from './context.tsx';
import { RowIcon } from './icons.tsx';
import { useSelection } from './selection.tsx';
import { outlineText } from './text.ts';
import { nodeOfPlace, usePlaces } from './use-places.ts';

const STANDALONE = 'g-standalone';

interface Choice {
  id: string;
  label: string;
  path: string;
  color?: string | null;
  place: FoundPlace | null;
  note?: string;
}

/** "Move to...": the places that may hold the rows, found by typing. They are of one kind. */
export function MoveDialog({ nodes, onClose }: { nodes: readonly OutlineNode[]; onClose: () => void }) {
  const { workspace, base, edits, bulk } = useOutlineContext();
  const clear = useSelection().clear;
  const node = nodes[0] as OutlineNode;
  const isOne = nodes.length === 1;
  const [mode, setMode] = useState<'move' | 'add'>('move');
  const [typed, setTyped] = useState('');
  const holder = (node.kind === 'group' ? null : parentOf(node.kind)) ?? 'domain';
  const { places, isStale } = usePlaces(workspace, holder, typed);
  // Where one spark stands already is known; of several the database tells what it left out.
  const { data: context } = useQuery({
    ...sparkContextQuery(workspace, node.id),
    enabled: isOne && node.kind === 'spark',
  });

  const choices = useMemo(() => {
    const held = new Set(context?.places.map(({ concept }) => concept.id));
    const noteOf = (id: string) => {
      if (!isOne) return undefined;
      if (node.parent?.id === id) return outlineText.move.here;
      return held.has(id) ? outlineText.move.holds : undefined;
    };
    const found = places.map((place): Choice => {
      const { id, title, path, color } = place;
      return { id, label: title, path, color, place, note: noteOf(id) };
    });
    if (node.kind === 'concept' && typed.trim() === '') {
      const note = isOne && node.parent?.group === 'standalone' ? outlineText.move.here : undefined;
      const { standalone: label, standaloneHelp: path } = outlineText.move;
      found.unshift({ id: STANDALONE, label, path, place: null, note });
    }
    return found;
  }, [places, context, node, isOne, typed]);

  const choose = (id: string) => {
    const choice = choices.find((one) => one.id === id);
    if (!choice || choice.note) return;
    onClose();
    const parent = choice.place ? nodeOfPlace(base, holder, choice.place) : (base.rows.get(STANDALONE) ?? null);
    const last = parent?.child_count ?? 0;
    if (mode === 'add' && parent) void edits.addPlace(node, parent);
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
        <Autocomplete inputValue={typed} onInputChange={setTyped}>
          <SearchField label={outlineText.move.search(holder)} autoFocus />
          <ListBox<Choice>
            aria-label={outlineText.moveTo}
            items={choices}
            disabledKeys={choices.flatMap(({ id, note }) => (note ? [id] : []))}
            onAction={(key) => choose(String(key))}
            aria-busy={isStale}
            renderEmptyState={() => (
              <p className="px-2 py-3 text-muted">{isStale ? outlineText.loading : outlineText.move.none(holder)}</p>
            )}
            className="-mx-2 h-80 max-h-[45dvh] overflow-auto p-0.5 outline-none"
          >
            {(choice) => (
              <ListBoxItem
                id={choice.id}
                textValue={`${choice.label} ${choice.path}`}
                className={cx(rowClass, 'data-focus-visible:bg-accent-soft')}
              >
                <span className="self-start pt-0.5 text-muted">
                  <RowIcon kind={holder} color={choice.color} />
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
