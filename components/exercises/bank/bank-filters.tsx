'use client';

import { ListFilter, X } from 'lucide-react';
import { useRef } from 'react';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button } from '#components/ui/button.tsx';
import { Menu, type MenuGroup } from '#components/ui/menu.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import type { BankFilter } from '#lib/exercises/core/bank.ts';
import type { Bank } from '#lib/exercises/data/bank.ts';
import { exercisesText } from '../text.ts';

const words = exercisesText;

/** Lists of a filter, each with how its values are called and counted. */
const LISTS = ['types', 'levels', 'difficulties', 'objectives'] as const;
const FLAGS = ['in_quiz', 'is_blocked', 'has_image', 'has_hint'] as const;
type ListName = (typeof LISTS)[number];

interface BankFiltersProps {
  filter: BankFilter;
  onFilter: (filter: BankFilter) => void;
  text: string;
  onText: (text: string) => void;
  counts: Bank['counts'];
  titles: ReadonlyMap<string, string>;
  found: number;
  all: number;
}

/** Search and filters: AND between the chips, OR within one; the state is in the address. */
export function BankFilters(props: BankFiltersProps) {
  const { filter, onFilter, text, onText, counts, titles, found, all } = props;
  const number = useNumber();
  const search = useRef<HTMLInputElement>(null);
  useShortcuts(words.exercises, [{ keys: '/', label: words.search, run: () => search.current?.focus() }]);
  const nameOf = (list: ListName, value: string) => {
    if (value === '') return words.filters.none[list];
    const names = { types: words.types, levels: words.levels, difficulties: words.difficulties };
    return list === 'objectives' ? (titles.get(value) ?? value) : (names[list][value] ?? value);
  };
  const toggled = (list: ListName, value: string): BankFilter => {
    const before = filter[list] ?? [];
    const next = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
    const { [list]: _, ...others } = filter;
    return next.length > 0 ? { ...others, [list]: next } : others;
  };
  const groups: MenuGroup[] = [
    ...LISTS.map((list) => ({
      id: list,
      label: words.filters.lists[list],
      items: Object.entries(counts[list]).map(([value, note]) => ({
        id: `${list}:${value}`,
        label: nameOf(list, value),
        note,
        checked: filter[list]?.includes(value) ?? false,
        onAction: () => onFilter(toggled(list, value)),
      })),
    })),
    {
      id: 'flags',
      label: words.filters.more,
      items: FLAGS.map((flag) => ({
        id: flag,
        label: words.filters.flags[flag],
        // Hints are not counted before somebody asks for them.
        note: flag === 'has_hint' ? undefined : counts[flag],
        checked: filter[flag] === true,
        onAction: () => {
          const { [flag]: before, ...others } = filter;
          onFilter(before ? others : { ...others, [flag]: true });
        },
      })),
    },
  ].filter(({ items }) => items.length > 0);
  const { within, ...everywhere } = filter;
  const chips = [
    ...LISTS.flatMap((list) => {
      const values = filter[list] ?? [];
      const { [list]: _, ...without } = filter;
      return values.length > 0
        ? [
            {
              id: list,
              label: `${words.filters.lists[list]}: ${values.map((one) => nameOf(list, one)).join(words.filters.or)}`,
              without,
            },
          ]
        : [];
    }),
    ...FLAGS.flatMap((flag) => {
      const { [flag]: is, ...without } = filter;
      return is ? [{ id: flag, label: words.filters.flags[flag], without }] : [];
    }),
    ...(within ? [{ id: 'within', label: words.filters.within, without: everywhere }] : []),
  ];
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 py-2 md:px-6">
      <SearchField
        label={words.search}
        shortcut="/"
        inputRef={search}
        value={text}
        onChange={onText}
        size="sm"
        className="w-64 max-w-full"
      />
      <Menu
        label={words.filters.label}
        trigger={
          <Button size="sm" variant="quiet" icon={<ListFilter />}>
            {words.filters.label}
          </Button>
        }
        groups={groups}
      />
      {chips.map(({ id, label, without }, at) => (
        <span key={id} className="flex items-center gap-2 text-sm">
          {at > 0 && <span className="text-faint">{words.filters.and}</span>}
          <Button size="sm" onPress={() => onFilter(without)} aria-label={words.filters.takeOff(label)}>
            {label} <X aria-hidden className="size-3.5" />
          </Button>
        </span>
      ))}
      <p className="ms-auto text-sm text-muted tabular-nums" role={found < all ? 'status' : undefined}>
        {found < all ? words.found(number(found), words.bank(all, number(all))) : words.bank(all, number(all))}
      </p>
    </div>
  );
}
