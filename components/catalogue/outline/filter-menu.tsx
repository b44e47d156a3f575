import { baseText } from '#components/base/text.ts';
import type { MenuEntry, MenuGroup } from '#components/ui/menu.tsx';
import { DIFFICULTIES } from '#lib/base/core/content-kinds.ts';
import { OUTLINE_QUALITIES, type OutlineState, rowsOfSlug } from '#lib/catalogue/core/outline.ts';
import { countChoices } from '#lib/catalogue/core/outline-filter.ts';
import { NO_FILTERS, type OutlineParams } from './address.tsx';
import type { OutlineContextValue } from './context.tsx';
import { outlineText } from './text.ts';

const STATES = Object.keys(outlineText.filterStates) as (OutlineState | 'all')[];

/** The choices of every filter, each with how many it would leave beside the others. */
export function filterGroups({ tree, filter, params, setParams }: OutlineContextValue): MenuGroup[] {
  const counts = countChoices(tree, filter);
  const beacons = tree.roots.find(({ group }) => group === 'beacons')?.children ?? [];
  return [
    {
      id: 'state',
      label: outlineText.filterState,
      items: STATES.map((state) => ({
        id: `state-${state}`,
        label: outlineText.filterStates[state],
        note: counts.state[state],
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
          outlineText.filterDifficulty,
          outlineText.filterAnyDifficulty,
          params.difficulty,
          setParams,
          DIFFICULTIES.map((id) => ({ id, label: baseText.difficulty[id] ?? id, note: counts.difficulty[id] })),
        ),
        facet(
          'quality',
          outlineText.filterQuality,
          outlineText.filterAnyQuality,
          params.quality,
          setParams,
          OUTLINE_QUALITIES.map((id) => ({ id, label: outlineText.filterQualities[id], note: counts.quality[id] })),
        ),
        ...(beacons.length > 0
          ? [
              facet(
                'beacon',
                outlineText.filterBeacon,
                outlineText.filterAnyBeacon,
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
