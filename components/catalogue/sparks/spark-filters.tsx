import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { baseText } from '#components/base/text.ts';
import { usePersonName } from '#components/people/person.tsx';
import { Button } from '#components/ui/button.tsx';
import { NumberField } from '#components/ui/number-field.tsx';
import { Select } from '#components/ui/select.tsx';
import { uiText } from '#components/ui/text.ts';
import { DIFFICULTIES, type Difficulty } from '#lib/base/core/content-kinds.ts';
import { SPARK_STATES, type SparkFilter, type SparkState } from '#lib/catalogue/core/spark-list.ts';
import { entityQuery } from '#lib/catalogue/queries/entities.ts';
import { choicesQuery } from '#lib/catalogue/queries/outline.ts';
import { peopleQuery } from '#lib/people/queries/workspaces.ts';
import { EntityChoice } from '../entity-choice.tsx';
import { sparksText } from './text.ts';

const words = sparksText;
const ANY = '';
const LONGEST = 60;

interface FiltersProps {
  workspace: string;
  filter: SparkFilter;
  onFilter: (filter: SparkFilter) => void;
}

/** What the filter names by an id, in words. Beacons are read once somebody filters: it takes a count of the whole catalogue. */
function useNames(workspace: string, { trail_id, beacon }: SparkFilter, isFiltering: boolean) {
  const trail = useQuery({ ...entityQuery(workspace, 'trail', trail_id ?? ''), enabled: trail_id !== undefined }).data;
  const counts = useQuery({ ...choicesQuery(workspace, {}), enabled: isFiltering || beacon !== undefined });
  const people = Object.entries(useQuery(peopleQuery(workspace)).data ?? {});
  return {
    trail: trail && 'title' in trail ? trail.title : null,
    beacons: (counts.data?.beacons ?? []).map(({ slug, title }) => ({ id: slug, label: title })),
    people: people.map(([id, { display_name }]) => ({ id, label: display_name })),
  };
}

/** The filter with one condition set, or taken out where it is undefined. */
function having(filter: SparkFilter, name: keyof SparkFilter, value: SparkFilter[keyof SparkFilter]): SparkFilter {
  const { [name]: _, ...rest } = filter;
  return value === undefined ? rest : { ...rest, [name]: value };
}

/** What narrows the list. Conditions are joined by "and". */
export function FilterFields({ workspace, filter, onFilter }: FiltersProps) {
  const { trail, beacons, people } = useNames(workspace, filter, true);
  // The field of the trail holds words of its own, which go with the choice.
  const [cleared, setCleared] = useState(0);
  const clear = () => {
    setCleared(cleared + 1);
    onFilter({});
  };
  const set = (name: keyof SparkFilter, value: SparkFilter[keyof SparkFilter]) => onFilter(having(filter, name, value));
  const pick = (
    name: 'states' | 'difficulties' | 'beacon' | 'by' | 'has_exercises',
    value: string | undefined,
    options: { id: string; label: string }[],
    read: (id: string) => SparkFilter[keyof SparkFilter] = (id) => id,
  ) => (
    <Select
      size="sm"
      label={words.names[name]}
      value={value ?? ANY}
      onChange={(id) => set(name, id === ANY ? undefined : read(id))}
      options={[{ id: ANY, label: words.any }, ...options]}
    />
  );
  return (
    <div className="flex w-72 flex-col gap-3">
      {pick(
        'states',
        filter.states?.[0],
        SPARK_STATES.map((id) => ({ id, label: uiText.states[id] })),
        (id) => [id as SparkState],
      )}
      {pick(
        'difficulties',
        filter.difficulties?.[0],
        DIFFICULTIES.map((id) => ({ id, label: baseText.difficulty[id] ?? id })),
        (id) => [id as Difficulty],
      )}
      <EntityChoice
        key={cleared}
        workspace={workspace}
        kind="trail"
        label={words.names.trail_id}
        placeholder={words.any}
        title={trail}
        value={filter.trail_id ?? null}
        onChange={(chosen) => set('trail_id', chosen?.id)}
      />
      {pick('beacon', filter.beacon, beacons)}
      {pick('by', filter.by, people)}
      {pick(
        'has_exercises',
        filter.has_exercises === undefined ? undefined : filter.has_exercises ? '1' : '0',
        [
          { id: '1', label: words.withExercises },
          { id: '0', label: words.withoutExercises },
        ],
        (id) => id === '1',
      )}
      <div className="grid grid-cols-2 gap-3">
        {(['least_mins', 'most_mins'] as const).map((name) => (
          <NumberField
            key={name}
            label={words.names[name]}
            minValue={1}
            maxValue={LONGEST}
            value={filter[name] ?? Number.NaN}
            onChange={(mins) => set(name, Number.isNaN(mins) ? undefined : mins)}
          />
        ))}
      </div>
      {Object.keys(filter).length > 0 && (
        <Button size="sm" variant="quiet" className="self-start" onPress={clear}>
          {words.clear}
        </Button>
      )}
    </div>
  );
}

interface Chip {
  /** "Level: Beginner" */
  name: string;
  value: string;
  without: SparkFilter;
}

/** The conditions of a filter in words, each with the filter that is left without it. */
export function useChips(workspace: string, filter: SparkFilter): Chip[] {
  const { trail, beacons } = useNames(workspace, filter, false);
  const nameOf = usePersonName(workspace);
  const named = (list: { id: string; label: string }[], id: string) => list.find((one) => one.id === id)?.label;
  const chip = (name: string, value: string, ...drop: (keyof SparkFilter)[]): Chip => ({
    name,
    value,
    without: drop.reduce((rest, one) => having(rest, one, undefined), filter),
  });
  const { states, difficulties, trail_id, beacon, by, has_exercises, least_mins, most_mins } = filter;
  const { names } = words;
  return [
    ...(states ? [chip(names.states, states.map((one) => uiText.states[one]).join(', '), 'states')] : []),
    ...(difficulties
      ? [chip(names.difficulties, difficulties.map((one) => baseText.difficulty[one]).join(', '), 'difficulties')]
      : []),
    ...(trail_id ? [chip(names.trail_id, trail ?? '…', 'trail_id')] : []),
    ...(beacon ? [chip(names.beacon, named(beacons, beacon) ?? beacon, 'beacon')] : []),
    ...(by ? [chip(names.by, nameOf(by), 'by')] : []),
    ...(has_exercises === undefined
      ? []
      : [chip(names.has_exercises, has_exercises ? words.withExercises : words.withoutExercises, 'has_exercises')]),
    ...(least_mins || most_mins
      ? [chip(words.minutesName, words.minutes(least_mins, most_mins), 'least_mins', 'most_mins')]
      : []),
  ];
}

/** The conditions that are on. Pressing one takes it off. */
export function Chips({ chips, onFilter }: { chips: readonly Chip[]; onFilter: (filter: SparkFilter) => void }) {
  return chips.map(({ name, value, without }) => (
    <AriaButton
      key={name}
      aria-label={words.drop(`${name}: ${value}`)}
      onPress={() => onFilter(without)}
      className="focus-ring inline-flex h-8 max-w-64 min-w-0 items-center gap-1.5 rounded-lg border bg-surface ps-2.5 pe-2 text-sm data-hovered:bg-hover"
    >
      <span className="shrink-0 text-muted">{name}</span>
      <span dir="auto" className="truncate font-medium">
        {value}
      </span>
      <X aria-hidden className="size-3.5 shrink-0 text-muted" />
    </AriaButton>
  ));
}
