import type { NumberWriter } from '#components/ui/number.tsx';
import type { SparkSort, SparkView } from '#lib/catalogue/core/spark-list.ts';

/** Words of the list of all sparks. */
export const sparksText = {
  title: 'Sparks',
  views: {
    all: 'All sparks',
    mine: 'Mine',
    drafts: 'Drafts',
    no_exercises: 'No exercises',
    long: 'Over 15 minutes',
    loose: 'In no concept',
    changed: 'Changed since readers’ version',
  } satisfies Record<SparkView, string>,
  viewsLabel: 'Views',
  find: 'Find by title',
  filter: 'Filter',
  filters: 'Filters',
  clear: 'Clear all filters',
  any: 'Any',
  names: {
    states: 'State',
    difficulties: 'Difficulty',
    trail_id: 'Trail',
    beacon: 'Beacon',
    by: 'Edited by',
    has_exercises: 'Exercises',
    least_mins: 'Minutes, at least',
    most_mins: 'Minutes, at most',
  },
  withExercises: 'With exercises',
  withoutExercises: 'Without exercises',
  minutes: (least: number | undefined, most: number | undefined) =>
    most === undefined
      ? `${least} min or more`
      : least === undefined
        ? `${most} min or less`
        : `${least} to ${most} min`,
  minutesName: 'Minutes',
  drop: (what: string) => `Remove the filter ${what}`,
  columns: 'Columns',
  column: {
    title: 'Spark',
    state: 'State',
    place: 'Place',
    difficulty: 'Difficulty',
    exercises: 'Exercises',
    links: 'Links',
    mins: 'Minutes',
    by: 'Edited by',
    edited: 'Edited',
  } satisfies Record<SparkSort | 'by', string>,
  morePlaces: (count: number) => `+ ${count}`,
  nowhere: 'In no concept',
  exercises: (count: number) => (count === 1 ? '1 exercise' : `${count} exercises`),
  create: 'New spark',
  createTitle: 'Title',
  createHelp: 'It begins as a draft, in no concept.',
  createDo: 'Create spark',
  sum: (shown: number, all: number, time: string, exercises: number, write: NumberWriter) =>
    [
      shown === all ? (all === 1 ? '1 spark' : `${write(all)} sparks`) : `${write(shown)} of ${write(all)} sparks`,
      time,
      exercises === 1 ? '1 exercise' : `${write(exercises)} exercises`,
    ].join(' · '),
  notRead: 'The sparks could not be read',
  none: 'No sparks yet',
  noneHelp: 'A spark is a short lesson. Write one, or import a course.',
  import: 'Import bundle',
  nothing: 'No spark matches',
  nothingHelp: (filters: readonly string[]) => `Looked for: ${filters.join(', ')}.`,
  chosenInView: (count: number, written: string) =>
    count === 1 ? '1 spark in view is chosen.' : `All ${written} sparks in view are chosen.`,
  chooseAll: (written: string) => `Choose all ${written} that match`,
  chosenCut: (written: string) => `The first ${written} are chosen. Filter to reach the others.`,
  notAllChosen: 'The others could not be read',
  chosen: (written: string) => `${written} chosen`,
  bar: 'Chosen sparks',
  more: 'More actions',
  place: 'Place in…',
  placeTitle: (count: number, title: string) =>
    count === 1 ? `Place “${title}” in a concept` : `Place ${count} sparks in a concept`,
  placeHelp: 'Sparks that stand in a concept move from there, those in none are added. They come last.',
  placeConcept: 'Concept',
  placeFind: 'Find a concept',
  placeDo: (count: number) => (count === 1 ? 'Place spark' : `Place ${count} sparks`),
  cancel: 'Cancel',
  keys: {
    group: 'Sparks',
    find: 'Find by title',
    filter: 'Filter',
    create: 'New spark',
    clear: 'Choose none',
    undo: 'Undo what was done last',
  },
} as const;
