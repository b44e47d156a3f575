import { baseText } from '#components/base/text.ts';
import type { MenuEntry, MenuGroup } from '#components/ui/menu.tsx';
import { DIFFICULTIES } from '#lib/base/core/content-kinds.ts';
import { OUTLINE_QUALITIES, type OutlineState } from '#lib/catalogue/core/outline.ts';
import type { FilterCounts } from '#lib/catalogue/core/outline-filter.ts';
import { NO_FILTERS, type OutlineParams } from './address.tsx';
import type { OutlineContextValue } from './context.tsx';
import { outlineText } from './text.ts';

const STATES = Object.keys(outlineText.filterStates) as (OutlineState | 'all')[];

/** The choices of every filter, each with how many it would leave beside the others, once that is known. */
export function filterGroups(
  { params, setParams }: Pick<OutlineContextValue, 'params' | 'setParams'>,
  counts: FilterCounts | undefined,
): MenuGroup[] {
  const beacons = counts?.beacons ?? [];
  return [
    {
      id: 'state',
      label: outlineText.filterState,
      items: STATES.map((state) => ({
        id: `state-${state}`,
        label: outlineText.filterStates[state],
        note: counts?.state[state],
        checked: state === params.state,
        onAction: () => setParams({ state }),
      })),
    },
    {
      id: 'only',
      label: outlineText.filterOnly,
      items: (['mine', 'loose'] as const).map((name) => ({
        id: name,
        label: name === 'mine' ? outlineText.filterMine : outlineText.filterLoose,
        note: counts?.[name],
        checked: params[name],
        onAction: () => setParams({ [name]: !params[name] }),
      })),
    },
    {
      id: 'facets',
      items: [
        facet(
          'difficulty',
          outlineText.filterDifficulty,
          outlineText.filterAnyDifficulty,
          params.difficulty,
          setParams,
          DIFFICULTIES.map((id) => ({
            id,
            label: baseText.difficulty[id] ?? id,
            note: counts && (counts.difficulty[id] ?? 0),
          })),
        ),
        facet(
          'quality',
          outlineText.filterQuality,
          outlineText.filterAnyQuality,
          params.quality,
          setParams,
          OUTLINE_QUALITIES.map((id) => ({
            id,
            label: outlineText.filterQualities[id],
            note: counts && (counts.quality[id] ?? 0),
          })),
        ),
        ...(beacons.length > 0
          ? [
              facet(
                'beacon',
                outlineText.filterBeacon,
                outlineText.filterAnyBeacon,
                params.beacon,
                setParams,
                beacons.map(({ slug, title, marks }) => ({ id: slug, label: title, note: marks })),
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
      ...choices.map((choice) => ({
        ...choice,
        checked: now === choice.id,
        onAction: () => setParams({ [id]: choice.id }),
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
export function filtersOn(params: OutlineParams, counts: FilterCounts | undefined): FilterOn[] {
  const beacon = params.beacon && (counts?.beacons.find(({ slug }) => slug === params.beacon)?.title ?? params.beacon);
  const labels: Partial<Record<FilterOn['id'], string | null | false>> = {
    state: params.state !== 'all' && outlineText.filterStates[params.state],
    difficulty: params.difficulty && (baseText.difficulty[params.difficulty] ?? params.difficulty),
    quality: params.quality && outlineText.filterQualities[params.quality],
    beacon,
    mine: params.mine && outlineText.filterMine,
    loose: params.loose && outlineText.filterLoose,
  };
  return Object.entries(labels).flatMap(([name, label]) => {
    const id = name as FilterOn['id'];
    return label ? [{ id, label, off: { [id]: NO_FILTERS[id] } }] : [];
  });
}
