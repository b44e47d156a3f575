import type { FoundIn, FoundState } from '#lib/search/core.ts';

/** Words of the search. */
export const searchText = {
  title: 'Search',
  field: 'Search titles, lessons and exercises',
  begin: 'Search everything you work on',
  beginWhy:
    'Titles, summaries, lessons and exercises. Quotes keep words together, a minus leaves one out, “or” takes either.',
  kinds: 'Kind',
  everything: 'Everything',
  state: 'State',
  anyState: 'Any state',
  states: { draft: 'Drafts', published: 'Published', changed: 'Changed since snapshot' } satisfies Record<
    FoundState,
    string
  >,
  difficulty: 'Difficulty',
  anyDifficulty: 'Any difficulty',
  beacon: 'Beacon',
  anyBeacon: 'Any beacon',
  place: 'Found in',
  anyPlace: 'Found anywhere',
  places: {
    title: 'Found in titles',
    summary: 'Found in summaries',
    lesson: 'Found in lessons',
    exercise: 'Found in exercises',
  } satisfies Record<FoundIn, string>,
  clear: 'Clear filters',
  list: 'Results',
  found: (count: number, number: string, is_cut: boolean) =>
    is_cut ? `More than ${number} found; the best of them are here` : count === 1 ? '1 found' : `${number} found`,
  close: 'Nothing is written like that; titles close to it:',
  reading: 'Still reading in what was imported; some lessons may be missing.',
  more: 'Show more',
  none: (query: string) => `Nothing found for “${query}”`,
  noneWhy: 'Try another word, or only a part of one.',
  noneFiltered: 'Nothing matches with these filters',
  noneFilteredWhy: 'The same words may be somewhere else.',
  failed: 'The search did not answer',
  searching: 'Searching',
  in: 'in',
  hitIn: { title: 'title', summary: 'summary', lesson: 'lesson', exercise: 'exercises' } satisfies Record<
    FoundIn,
    string
  >,
  foundIn: (places: string[]) => `found in ${places.join(', ')}`,
  exercisesOf: 'Exercises',
} as const;
