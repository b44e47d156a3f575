'use client';

import { ListFilter, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { LINK_WORDS, LinkStroke } from '#components/base/link-stroke.tsx';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Popover } from '#components/ui/popover.tsx';
import { Select } from '#components/ui/select.tsx';
import { Slider } from '#components/ui/slider.tsx';
import { DIFFICULTIES } from '#lib/base/core/content-kinds.ts';
import { LINK_TYPES } from '#lib/base/core/link-types.ts';
import type { Outline } from '#lib/catalogue/core/outline.ts';
import { type GraphParams, MOST_HOPS, NO_FILTERS } from './address.ts';
import { graphText } from './text.ts';

const ANY = '';
type Write = (patch: Record<string, string | null>) => void;

interface FiltersProps {
  params: GraphParams;
  outline: Pick<Outline, 'trails' | 'beacons'>;
  write: Write;
}

interface FilterOn {
  id: string;
  label: string;
  off: Record<string, string | null>;
}

const asNumber = (value: number) => value.toFixed(2).replace(/0$/, '');

/** The filters that are on, in words, and how each is taken off. */
export function filtersOn({ params, outline }: Omit<FiltersProps, 'write'>): FilterOn[] {
  const { trail, types, least, most, difficulty, beacon, level } = params;
  const isSparks = level === 'spark';
  const on: (FilterOn | false)[] = [
    trail !== null && {
      id: 'trail',
      label: outline.trails.find(({ slug }) => slug === trail)?.title ?? trail,
      off: { trail: null },
    },
    types.length > 0 && { id: 'types', label: types.map((type) => LINK_WORDS[type]).join(', '), off: { types: null } },
    (least > 0 || most < 1) && {
      id: 'weight',
      label: graphText.weightRange(asNumber(least), asNumber(most)),
      off: { from: null, to: null },
    },
    isSparks &&
      difficulty !== null && {
        id: 'difficulty',
        label: graphText.difficulty[difficulty] ?? difficulty,
        off: { difficulty: null },
      },
    isSparks &&
      beacon !== null && {
        id: 'beacon',
        label: outline.beacons.find(({ slug }) => slug === beacon)?.title ?? beacon,
        off: { beacon: null },
      },
  ];
  return on.filter((one) => one !== false);
}

/** What of the graph is shown; every choice stands in the address. */
export function FilterButton({ params, outline, write }: FiltersProps) {
  const on = filtersOn({ params, outline });
  return (
    <Popover
      label={graphText.filter}
      placement="bottom start"
      className="w-72"
      trigger={
        <IconButton label={graphText.filterOn(on.length)} pressed={on.length > 0}>
          <ListFilter />
        </IconButton>
      }
    >
      <div className="flex flex-col gap-4">
        <Select
          size="sm"
          label={graphText.facets.trail}
          value={params.trail ?? ANY}
          onChange={(trail) => write({ trail })}
          options={[
            { id: ANY, label: graphText.any.trail },
            ...outline.trails.map(({ slug, title }) => ({ id: slug, label: title })),
          ]}
        />
        <Types params={params} write={write} />
        <Weights params={params} write={write} />
        {params.level === 'spark' && (
          <>
            <Select
              size="sm"
              label={graphText.facets.difficulty}
              value={params.difficulty ?? ANY}
              onChange={(difficulty) => write({ difficulty })}
              options={[
                { id: ANY, label: graphText.any.difficulty },
                ...DIFFICULTIES.map((id) => ({ id, label: graphText.difficulty[id] ?? id })),
              ]}
            />
            {outline.beacons.length > 0 && (
              <Select
                size="sm"
                label={graphText.facets.beacon}
                value={params.beacon ?? ANY}
                onChange={(beacon) => write({ beacon })}
                options={[
                  { id: ANY, label: graphText.any.beacon },
                  ...outline.beacons.map(({ slug, title }) => ({ id: slug, label: title })),
                ]}
              />
            )}
          </>
        )}
        {on.length > 0 && (
          <Button size="sm" onPress={() => write(NO_FILTERS)} className="self-start">
            {graphText.clearFilters}
          </Button>
        )}
      </div>
    </Popover>
  );
}

function Types({ params, write }: Pick<FiltersProps, 'params' | 'write'>) {
  const chosen = params.types.length === 0 ? LINK_TYPES : params.types;
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="pb-1 text-sm font-medium">{graphText.facets.type}</legend>
      {LINK_TYPES.map((type) => (
        <Checkbox
          key={type}
          isSelected={chosen.includes(type)}
          isDisabled={chosen.length === 1 && chosen[0] === type}
          onChange={(is) => {
            const next = LINK_TYPES.filter((each) => (each === type ? is : chosen.includes(each)));
            write({ types: next.length === LINK_TYPES.length ? null : next.join() });
          }}
        >
          <span className="flex items-center gap-2">
            <LinkStroke type={type} />
            {LINK_WORDS[type]}
          </span>
        </Checkbox>
      ))}
    </fieldset>
  );
}

/** The address follows once the thumb is let go. */
function Weights({ params, write }: Pick<FiltersProps, 'params' | 'write'>) {
  const [range, setRange] = useState([params.least, params.most]);
  useEffect(() => setRange([params.least, params.most]), [params.least, params.most]);
  const [least = 0, most = 1] = range;
  return (
    <Slider<number[]>
      label={graphText.facets.weight}
      thumbs={[graphText.weightFrom, graphText.weightTo]}
      minValue={0}
      maxValue={1}
      step={0.05}
      value={range}
      output={`${asNumber(least)} – ${asNumber(most)}`}
      onChange={setRange}
      onChangeEnd={([from = 0, to = 1]) =>
        write({ from: from > 0 ? asNumber(from) : null, to: to < 1 ? asNumber(to) : null })
      }
    />
  );
}

interface FilterChipsProps extends FiltersProps {
  /** The same for what takes a chip off: it goes with the focus on it. */
  takeOff: Write;
  focused: string | null;
  highlight: { label: string; off: () => void } | null;
}

/** What narrows the view down, each with a way to take it off. */
export function FilterChips({ params, outline, write, takeOff, focused, highlight }: FilterChipsProps) {
  const on = filtersOn({ params, outline });
  if (on.length === 0 && focused === null && highlight === null) return null;
  return (
    <div className="flex flex-wrap items-center gap-1.5 border-b bg-surface px-3 py-1.5">
      {focused !== null && (
        <>
          <Chip
            label={graphText.focused(focused)}
            name={graphText.endFocus}
            onPress={() => takeOff({ focus: null, hops: null })}
          />
          <Select
            size="sm"
            hideLabel
            label={graphText.hopsLabel}
            value={String(params.hops)}
            onChange={(hops) => write({ hops })}
            options={Array.from({ length: MOST_HOPS }, (_, at) => ({
              id: String(at + 1),
              label: graphText.hops(at + 1),
            }))}
            className="w-32"
          />
        </>
      )}
      {highlight && <Chip label={highlight.label} name={graphText.takeOff(highlight.label)} onPress={highlight.off} />}
      {on.map(({ id, label, off }) => (
        <Chip key={id} label={label} name={graphText.takeOff(label)} onPress={() => takeOff(off)} />
      ))}
      {on.length > 1 && (
        <Button size="sm" variant="quiet" onPress={() => takeOff(NO_FILTERS)} className="text-muted">
          {graphText.clearFilters}
        </Button>
      )}
    </div>
  );
}

function Chip({ label, name, onPress }: { label: string; name: string; onPress: () => void }) {
  return (
    <AriaButton
      aria-label={name}
      onPress={onPress}
      className="focus-ring inline-flex h-6 max-w-72 min-w-0 items-center gap-1 rounded-full bg-accent-soft ps-2 pe-1.5 text-xs font-medium text-accent-text data-hovered:bg-pressed"
    >
      <span dir="auto" className="truncate">
        {label}
      </span>
      <X aria-hidden className="size-3 shrink-0" />
    </AriaButton>
  );
}
