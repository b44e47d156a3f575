import { text as wordsOf } from '#components/base/text.ts';
import type { MenuGroup } from '#components/ui/menu.tsx';
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
  const any = params.beacon === null;
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
      items: [
        {
          id: 'mine',
          label: text.filterMine,
          note: counts.mine,
          checked: params.mine,
          onAction: () => setParams({ mine: !params.mine }),
        },
        {
          id: 'loose',
          label: text.filterLoose,
          note: counts.loose,
          checked: params.loose,
          onAction: () => setParams({ loose: !params.loose }),
        },
      ],
    },
    {
      id: 'facets',
      items: [
        {
          id: 'difficulty',
          label: text.filterDifficulty,
          items: [
            {
              id: 'any',
              label: text.filterAnyDifficulty,
              checked: params.difficulty === null,
              onAction: () => setParams({ difficulty: null }),
            },
            ...DIFFICULTIES.map((difficulty) => ({
              id: difficulty,
              label: wordsOf.difficulty[difficulty] ?? difficulty,
              note: counts.difficulty[difficulty],
              checked: params.difficulty === difficulty,
              onAction: () => setParams({ difficulty }),
            })),
          ],
        },
        {
          id: 'quality',
          label: text.filterQuality,
          items: [
            {
              id: 'any',
              label: text.filterAnyQuality,
              checked: params.quality === null,
              onAction: () => setParams({ quality: null }),
            },
            ...OUTLINE_QUALITIES.map((quality) => ({
              id: quality,
              label: text.filterQualities[quality],
              note: counts.quality[quality],
              checked: params.quality === quality,
              onAction: () => setParams({ quality }),
            })),
          ],
        },
        ...(beacons.length > 0
          ? [
              {
                id: 'beacon',
                label: text.filterBeacon,
                items: [
                  {
                    id: 'any',
                    label: text.filterAnyBeacon,
                    checked: any,
                    onAction: () => setParams({ beacon: null }),
                  },
                  ...beacons.map((beacon) => ({
                    id: beacon.id,
                    label: beacon.title,
                    note: beacon.marks,
                    checked: params.beacon === beacon.slug,
                    onAction: () => setParams({ beacon: beacon.slug }),
                  })),
                ],
              },
            ]
          : []),
      ],
    },
  ];
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
