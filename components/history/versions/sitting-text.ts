import { differenceText } from '#components/history/difference/text.ts';
import type { NumberWriter } from '#components/ui/number.tsx';
import type { LessonChange, Place } from '#lib/history/core/lesson-changes.ts';
import type { Summary } from '#lib/history/core/summary.ts';

/** A line tells so many things of a lesson, so many places of each, and so many fields; the rest is counted. */
const MOST_CHANGES = 2;
const MOST_PLACES = 2;
const MOST_FIELDS = 3;
const MOST_LETTERS = 60;

const wordsOf = (count: number, write: NumberWriter) => (count === 1 ? '1 word' : `${write(count)} words`);
const exercisesOf = (count: number, write: NumberWriter) => (count === 1 ? '1 exercise' : `${write(count)} exercises`);

/** Fields that do not read well behind "the". */
const FIELDS: Record<string, string> = {
  is_published: 'whether it is published',
  order_index: 'its position',
  ai_metadata: 'the AI provenance',
  estimated_mins: 'the minutes',
  body: 'the quiz or other parts of the package',
  extras: 'other fields',
  source_id: 'where it begins',
  target_id: 'where it leads',
};

function placeText(place: Place): string {
  if (place === 'beginning') return 'the beginning';
  if (place === 'lesson') return 'the lesson';
  const letters = [...place.section];
  const heading =
    letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS).join('').trimEnd()}…` : place.section;
  return heading === '' ? 'a section without a name' : `“${heading}”`;
}

const listed = (parts: string[]) =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

function placesText(places: Place[], write: NumberWriter): string {
  const left = places.length - MOST_PLACES;
  const shown = places.slice(0, MOST_PLACES).map(placeText);
  return listed(left > 0 ? [...shown, left === 1 ? '1 more section' : `${write(left)} more sections`] : shown);
}

function changeText({ did, words, places }: LessonChange, write: NumberWriter): string {
  const where = placesText(places, write);
  const count = wordsOf(words, write);
  if (places[0] === 'lesson' && did === 'added') return 'wrote the lesson';
  if (places[0] === 'lesson' && did === 'removed') return 'removed the text of the lesson';
  const told: Record<LessonChange['did'], string> = {
    rewrote: `rewrote ${where}`,
    corrected: `corrected ${count} in ${where}`,
    changed: `changed ${where}`,
    added_words: `added ${count} to ${where}`,
    removed_words: `removed ${count} from ${where}`,
    polished: `changed punctuation or formatting in ${where}`,
    added: `added ${where}`,
    removed: `removed ${where}`,
    moved: `moved ${where}`,
  };
  return told[did];
}

function lessonText(changes: LessonChange[], write: NumberWriter): string[] {
  const left = changes.slice(MOST_CHANGES).reduce((sum, { places }) => sum + places.length, 0);
  const told = changes.slice(0, MOST_CHANGES).map((change) => changeText(change, write));
  return left > 0 ? [...told, left === 1 ? '1 more change' : `${write(left)} more changes`] : told;
}

function exercisesText({ added, changed, removed }: NonNullable<Summary['exercises']>, write: NumberWriter): string[] {
  return [
    added > 0 ? `added ${exercisesOf(added, write)}` : '',
    changed > 0 ? `changed ${exercisesOf(changed, write)}` : '',
    removed > 0 ? `removed ${exercisesOf(removed, write)}` : '',
  ].filter(Boolean);
}

function fieldText(field: string): string {
  const name = differenceText.fields[field] ?? field.replaceAll('_', ' ');
  return FIELDS[field] ?? `the ${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

function fieldsText(fields: string[], write: NumberWriter): string[] {
  if (fields.length === 0) return [];
  const left = fields.length - MOST_FIELDS;
  const shown = fields.slice(0, MOST_FIELDS).map(fieldText);
  return [
    `changed ${listed(left > 0 ? [...shown, left === 1 ? '1 more field' : `${write(left)} more fields`] : shown)}`,
  ];
}

/** Words of sittings, and of naming and restoring their versions. */
export const sittingText = {
  /** What a sitting changed, in a line. */
  told: ({ lesson, exercises, fields }: Summary, write: NumberWriter): string => {
    const parts = [
      ...lessonText(lesson, write),
      ...(exercises ? exercisesText(exercises, write) : []),
      ...fieldsText(fields, write),
    ];
    const line = parts.join('; ') || 'no difference in the end';
    return `${line.charAt(0).toUpperCase()}${line.slice(1)}`;
  },
  words: ({ added, removed }: Summary['words'], write: NumberWriter) =>
    [added > 0 && `+${write(added)}`, removed > 0 && `−${write(removed)}`].filter(Boolean).join(' ') +
    (Math.max(added, removed) === 1 ? ' word' : ' words'),
  saves: (count: number, write: NumberWriter) => (count === 1 ? '1 save' : `${write(count)} saves`),
  toChanges: ', show in changes',
  today: 'Today',
  yesterday: 'Yesterday',
  readers: (label: string) => `Readers have this · ${label}`,
  readersInside: (label: string) => `Readers have one of these saves · ${label}`,
  named: (name: string) => `Named “${name}”`,
  name: 'Name',
  nameOf: (version: number) => `Name version ${version}`,
  renameOf: (version: number, name: string) => `Rename version ${version}, “${name}”`,
  nameTitle: 'Name this version',
  renameTitle: 'Rename this version',
  nameWhy: 'Named versions are kept for ever and stand out in the history.',
  field: 'Name',
  saveName: 'Save name',
  removeName: 'Remove name',
  nameRemoved: (name: string) => `Removed the name “${name}”`,
  notNamed: 'The version was not named',
  cancel: 'Cancel',
  restoreTitle: (when: string) => `Restore the version of ${when}?`,
  restoreWhy: (title: string | null, since: number, write: NumberWriter) =>
    `${title ? `“${title}”` : 'It'} says again what it said then. ${
      since === 1 ? 'The version since then stays' : `The ${write(since)} versions since then stay`
    } in the history, so this can be undone.`,
  restore: 'Restore version',
  keys: {
    group: 'History',
    next: 'Next sitting',
    previous: 'Previous sitting',
    restore: 'Restore this version',
    name: 'Name this version',
  },
} as const;
