'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { KindIcon, kindName } from '#components/base/kind.tsx';
import { baseText } from '#components/base/text.ts';
import { Button } from '#components/ui/button.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { Select } from '#components/ui/select.tsx';
import type { SearchedKind } from '#lib/base/core/content-kinds.ts';
import { DIFFICULTIES, SEARCHED_KINDS } from '#lib/base/core/content-kinds.ts';
import { FOUND_IN, FOUND_STATES } from '#lib/search/core.ts';
import { type SearchFilter, searchQuery } from '#lib/search/queries.ts';
import { searchText } from './text.ts';

const ANY = 'any';
type Write = (patch: Record<string, string | null>) => void;

export const isFiltered = ({ kind, state, difficulty, beacon, in: place }: SearchFilter) =>
  Boolean(kind || state || difficulty || beacon || place);

export const NO_FILTERS = { kind: null, state: null, difficulty: null, beacon: null, in: null };

interface FiltersProps {
  workspace: string;
  filter: SearchFilter;
  beacons: readonly { id: string; slug: string; name: string }[];
  write: Write;
}

/** What the results are narrowed down to; each choice stands in the address. */
export function Filters({ workspace, filter, beacons, write }: FiltersProps) {
  const choose = (name: string) => (next: string | null) => write({ [name]: next });
  return (
    <div className="flex flex-col gap-3 border-b pb-4">
      <Kinds workspace={workspace} filter={filter} onKind={(kind) => write({ kind })} />
      <div className="grid grid-cols-2 items-center gap-2 sm:flex sm:flex-wrap">
        <Choice
          label={searchText.place}
          value={filter.in}
          any={searchText.anyPlace}
          options={FOUND_IN.map((id) => ({ id, label: searchText.places[id] }))}
          onChange={choose('in')}
          className="sm:w-44"
        />
        <Choice
          label={searchText.state}
          value={filter.state}
          any={searchText.anyState}
          options={FOUND_STATES.map((id) => ({ id, label: searchText.states[id] }))}
          onChange={choose('state')}
          className="sm:w-48"
        />
        <Choice
          label={searchText.difficulty}
          value={filter.difficulty}
          any={searchText.anyDifficulty}
          options={DIFFICULTIES.map((id) => ({ id, label: baseText.difficulty[id] ?? id }))}
          onChange={choose('difficulty')}
          className="sm:w-38"
        />
        {beacons.length > 0 && (
          <Choice
            label={searchText.beacon}
            value={beacons.find(({ id }) => id === filter.beacon)?.slug}
            any={searchText.anyBeacon}
            options={beacons.map(({ slug, name }) => ({ id: slug, label: name }))}
            onChange={choose('beacon')}
            className="sm:w-44"
          />
        )}
        {isFiltered(filter) && (
          <Button size="sm" variant="quiet" onPress={() => write(NO_FILTERS)}>
            {searchText.clear}
          </Button>
        )}
      </div>
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string | null | undefined;
  /** What is chosen where nothing is. */
  any: string;
  options: { id: string; label: string }[];
  onChange: (value: string | null) => void;
  className: string;
}

/** One of the things by which the results are narrowed down. */
function Choice({ value, any, options, onChange, ...field }: ChoiceProps) {
  return (
    <Select
      {...field}
      hideLabel
      size="sm"
      value={value ?? ANY}
      onChange={(next) => onChange(next === ANY ? null : next)}
      options={[{ id: ANY, label: any }, ...options]}
    />
  );
}

const pill =
  'flex h-7 cursor-default items-center gap-1.5 rounded-full border px-2.5 text-sm text-muted transition-colors duration-quick data-hovered:bg-hover data-selected:border-accent-line data-selected:bg-accent-soft data-selected:text-accent-text max-md:h-9';

interface KindsProps {
  workspace: string;
  filter: SearchFilter;
  onKind: (kind: SearchedKind | null) => void;
}

/** How many there are of each kind under the other filters; pressing one shows only that kind. */
function Kinds({ workspace, filter, onKind }: KindsProps) {
  const write = useNumber();
  const { data } = useInfiniteQuery(searchQuery(workspace, { ...filter, kind: null }));
  const counts = data?.pages[0]?.kinds ?? {};
  const total = data?.pages[0]?.total ?? 0;
  const shown = SEARCHED_KINDS.filter((kind) => counts[kind] || kind === filter.kind);
  return (
    <fieldset className="flex min-h-7 flex-wrap gap-1.5">
      <legend className="sr-only">{searchText.kinds}</legend>
      <ToggleButton isSelected={filter.kind === null} onChange={() => onKind(null)} className={pill}>
        {searchText.everything}
        <span className="tabular-nums">{write(total)}</span>
      </ToggleButton>
      {shown.map((kind) => (
        <ToggleButton
          key={kind}
          isSelected={filter.kind === kind}
          onChange={(on) => onKind(on ? kind : null)}
          className={pill}
        >
          <KindIcon kind={kind} className="size-3.5 shrink-0" />
          {kind === 'package' ? searchText.exercisesOf : kindName(kind)}
          <span className="tabular-nums">{write(counts[kind] ?? 0)}</span>
        </ToggleButton>
      ))}
    </fieldset>
  );
}
