import { text as wordsOf } from '#components/base/text.ts';
import type { MenuEntry, MenuGroup } from '#components/ui/menu.tsx';
import { DIFFICULTIES } from '#lib/base/core/content-kinds.ts';
import { OUTLINE_QUALITIES, type OutlineState, rowsOfSlug } from '#lib/catalogue/core/outline.ts';
import { countChoices } from '#lib/catalogue/core/outline-filter.ts';
import { NO_FILTERS, type OutlineParams } from './address.tsx';
import type { OutlineContextValue } from './context.tsx';
import { text } from './text.ts';

const STATES = Object.keys(text.filterStates) as (OutlineState | 'all')[];

/** The choices of every filter, each with how many it would leave beside the others. */
export function filterGroups({ tree, filter, params, setParams }: OutlineContextValue): MenuGroup[] {
  const counts = countChoices(tree, filter);
  const beacons = tree.roots.find(({ group }) => group === 'beacons')?.children ?? [];
  return [
    {
      id: 'state',
      label: text.filterState,
      items: STATES.map((state) => ({
        id: `state-${state}`,
        label: text.filterStates[state],
        note: counts.state[state],
        checked: state === params.state,
        onAction: () => setParams({ state }),
      })),
    },
    {
      id: 'only',
      label: text.filterOnly,
      items: (['mine', 'loose'] as const).map((name) => ({
        id: name,
        label: name === 'mine' ? text.filterMine : text.filterLoose,
        note: counts[name],
        checked: params[name],
        onAction: () => setParams({ [name]: !params[name] }),
      })),
    },
    {
      id: 'facets',
      items: [
        facet(
          'difficulty',
          text.filterDifficulty,
          text.filterAnyDifficulty,
          params.difficulty,
          setParams,
          DIFFICULTIES.map((id) => ({ id, label: wordsOf.difficulty[id] ?? id, note: counts.difficulty[id] })),
        ),
        facet(
          'quality',
          text.filterQuality,
          text.filterAnyQuality,
          params.quality,
          setParams,
          OUTLINE_QUALITIES.map((id) => ({ id, label: text.filterQualities[id], note: counts.quality[id] })),
        ),
        ...(beacons.length > 0
          ? [
              facet(
                'beacon',
                text.filterBeacon,
                text.filterAnyBeacon,
                params.beacon,
                setParams,
                beacons.map(({ id, title, marks, slug }) => ({ id, label: title, note: marks, value: slug })),
              ),
            ]
          : []),
      ],
    },
  ];
}

interface Choice {
  id: string;
  label: string;
  note: number | undefined;
  /** What the address says for it, where that is not its id. */
  value?: string;
}

/** One of several, or any of them. */
function facet(
  id: 'difficulty' | 'quality' | 'beacon',
  label: string,
  any: string,
  now: string | null,
  setParams: OutlineContextValue['setParams'],
  choices: Choice[],
): MenuEntry {
  return {
    id,
    label,
    items: [
      { id: 'any', label: any, checked: now === null, onAction: () => setParams({ [id]: null }) },
      ...choices.map(({ value, ...choice }) => ({
        ...choice,
        checked: now === (value ?? choice.id),
        onAction: () => setParams({ [id]: value ?? choice.id }),
      })),
    ],
  };
}

export interface FilterOn {
  id: keyof typeof NO_FILTERS;
  label: string;
  off: Partial<OutlineParams>;
}

/** The filters that are on, but for the words, which stand in their field. */
export function filtersOn({ params, tree }: OutlineContextValue): FilterOn[] {
  const beacon = params.beacon && (rowsOfSlug(tree, 'beacon', params.beacon)[0]?.title ?? params.beacon);
  const labels: Partial<Record<FilterOn['id'], string | null | false>> = {
    state: params.state !== 'all' && text.filterStates[params.state],
    difficulty: params.difficulty && (wordsOf.difficulty[params.difficulty] ?? params.difficulty),
    quality: params.quality && text.filterQualities[params.quality],
    beacon,
    mine: params.mine && text.filterMine,
    loose: params.loose && text.filterLoose,
  };
  return Object.entries(labels).flatMap(([name, label]) => {
    const id = name as FilterOn['id'];
    return label ? [{ id, label, off: { [id]: NO_FILTERS[id] } }] : [];
  });
}
