'use client';

import { useQuery } from '@tanstack/react-query';
import { ListFilter, Plus } from 'lucide-react';
import { type Ref, useCallback, useState } from 'react';
import { useTypedParam } from '#components/base/typed-param.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { factsOf, NAMED_KINDS } from '#lib/base/core/content-kinds.ts';
import { choicesQuery } from '#lib/catalogue/queries/outline.ts';
import { useOutlineContext } from './context.tsx';
import { FilterChips } from './filter-chips.tsx';
import { filterGroups, filtersOn } from './filter-menu.tsx';
import { RowIcon } from './icons.tsx';
import { MarksHelp } from './marks-help.tsx';
import { outlineText } from './text.ts';

/** Everything that can stand without a parent. */
const ROOT_KINDS = NAMED_KINDS.filter((kind) => factsOf(kind).parent?.is_optional ?? true);

export interface TreeFilterProps {
  inputRef: Ref<HTMLInputElement>;
  onAdd: (kind: NamedKind) => void;
  /** Down arrow: on to the rows. */
  onLeave: () => void;
}

/** What the tree is looked through with: words, and filters as chips that can be taken off one by one. */
export function TreeFilter({ inputRef, onAdd, onLeave }: TreeFilterProps) {
  const outline = useOutlineContext();
  const { workspace, params, setParams } = outline;
  const [isAsked, setAsked] = useState(false);
  // How many each choice would leave is counted once somebody looks at the choices, and the beacon gets its name.
  const { data: counts } = useQuery({
    ...choicesQuery(workspace, outline.filter ?? {}),
    enabled: isAsked || params.beacon !== null,
    placeholderData: (before) => before,
  });
  const [typed, setTyped] = useTypedParam(
    params.q,
    useCallback((q: string) => setParams({ q }), [setParams]),
  );
  const on = filtersOn(params, counts);

  return (
    <div className="flex shrink-0 flex-col border-b">
      <div className="flex items-center gap-1 p-1.5">
        <SearchField
          size="sm"
          label={outlineText.filter}
          shortcut="/"
          inputRef={inputRef}
          value={typed}
          onChange={setTyped}
          onKeyDown={(event) => event.key === 'ArrowDown' && onLeave()}
          className="flex-1"
        />
        <Menu
          label={outlineText.filterMore}
          placement="bottom end"
          trigger={
            <IconButton size="sm" label={outlineText.filterOn(on.length)} pressed={on.length > 0}>
              <ListFilter />
            </IconButton>
          }
          onOpen={() => setAsked(true)}
          groups={() => filterGroups(outline, counts)}
        />
        <MarksHelp />
        <Menu
          label={outlineText.add}
          placement="bottom end"
          trigger={
            <IconButton size="sm" label={outlineText.add}>
              <Plus />
            </IconButton>
          }
          groups={[
            {
              id: 'kinds',
              items: ROOT_KINDS.map((kind) => ({
                id: kind,
                label: outlineText.addKind(kind),
                icon: <RowIcon kind={kind} />,
                onAction: () => onAdd(kind),
              })),
            },
          ]}
        />
      </div>
      <FilterChips on={on} />
    </div>
  );
}
