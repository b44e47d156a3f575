import type { CourseChange, CourseSection, VersionReason } from '#lib/snapshots/core/course-versions.ts';

const quoted = (title: string) => `“${title}”`;
const plural = (count: number, one: string, many: string) => (count === 1 ? one : many);

const KINDS: Record<VersionReason, string> = {
  approval: 'Approval',
  import: 'Import',
  stage: 'Snapshot',
  hand: 'By hand',
  rollback: 'Rolled back',
};

/** Words of the versions of a course. */
export const courseVersionsText = {
  title: 'Versions',
  lead: 'A version is made at each approval, import and stage that touches this course, and by hand.',
  nameState: 'Name this state',
  nameTitle: 'Name this state',
  nameVersion: (nth: number) => `Name version ${nth}`,
  nameIt: 'Name it',
  summary: 'What this version is',
  summaryHelp: 'For example: before the winter course',
  save: 'Keep version',
  saveName: 'Save name',
  named: (nth: number) => `Kept as version ${nth}`,
  renamed: (nth: number) => `Version ${nth} has its name`,
  notNamed: 'The version was not named',
  cancel: 'Cancel',
  list: 'Versions of this course',
  empty: 'No version yet',
  emptyWhy:
    'The first one comes with the next approval, import or stage that touches this course. You can also keep one now.',
  notLoaded: 'The versions could not be loaded',
  more: 'Show older versions',
  readersHaveThis: 'Readers have this',
  takenBack: 'Taken back',
  somebody: 'Somebody',
  said: {
    approval: (who: string, what: string | null) => `${who} approved ${what ? quoted(what) : 'drafts'}`,
    import: (who: string, what: string | null) => `${who} imported ${what ? quoted(what) : 'content'}`,
    stage: (who: string, what: string | null) => `${who} staged ${what ?? 'a snapshot'}`,
    hand: (who: string) => `${who} kept this state`,
    rollback: (who: string, _what: string | null, to: number | null) => `${who} rolled back to version ${to ?? '?'}`,
  } satisfies Record<VersionReason, (who: string, what: string | null, to: number | null) => string>,
  kinds: KINDS,
  menu: (nth: number) => `What to do with version ${nth}`,
  compareWithNow: 'Compare with now',
  compareWithBefore: 'Compare with the one before',
  rollBack: 'Roll back',
  rollBackTo: (nth: number) => `Roll back to ${nth}`,
  onlyReviewers: 'Only reviewers roll a course back.',
  choose: (nth: number) => `Choose version ${nth}`,
  chosen: (numbers: readonly number[]) => (numbers.length === 1 ? `${numbers[0]} and now` : numbers.join(' and ')),
  clear: 'Clear',
  compare: 'Compare versions',
  // Comparing.
  choice: (nth: number, reason: VersionReason) => `${nth}, ${KINDS[reason].toLowerCase()}`,
  older: 'Older version',
  newer: 'Newer version',
  now: 'What you have now',
  same: 'Nothing differs',
  sameWhy: 'Both say the same of this course.',
  notCompared: 'The versions could not be compared',
  sections: {
    course: 'Course',
    outline: 'Outline',
    lessons: 'Lessons',
    exercises: 'Exercises',
    links: 'Links',
  } satisfies Record<CourseSection, string>,
  changes: { new: 'new', gone: 'gone', changed: 'changed', moved: 'moved' } satisfies Record<CourseChange, string>,
  words: (added: string, removed: string) => `+${added} −${removed}`,
  wordsSpoken: (added: string, removed: string) => `${added} words added, ${removed} removed`,
  cut: (shown: string, total: string) => `The first ${shown} of ${total} are listed.`,
  next: 'Next',
  previous: 'Previous',
  things: 'What differs',
  newThing: 'This is new in the newer version.',
  goneThing: 'This is not in the newer version any more.',
  onlyMoved: 'It stands in another place. What it says is the same.',
  backToList: 'All that differs',
  untitled: 'Untitled',
  // Rolling back.
  rollBackTitle: (course: string, nth: number) => `Roll back ${quoted(course)} to version ${nth}?`,
  makes: (next: number, nth: number) =>
    next - 1 > nth
      ? `This makes version ${next} with the content of ${nth}. ${nth + 1 === next - 1 ? `Version ${nth + 1} stays` : `Versions ${nth + 1} to ${next - 1} stay`} in the list.`
      : `This makes version ${next} with the content of ${nth}.`,
  counts: {
    lessons: 'Lessons go back to what they said',
    exercises: 'Lessons get their older exercises',
    back: 'Things come back from the trash',
    trashed: 'Things added since go to the trash',
    stale: 'Open drafts go stale',
    lost: 'Things were deleted for good since and stay away',
  },
  sharedTitle: (count: number) =>
    count === 1 ? '1 lesson is in another course too' : `${count} lessons are in another course too`,
  sharedWhy: (titles: readonly string[], courses: readonly string[]) => {
    const shown = titles.slice(0, 3).map(quoted);
    const rest = titles.length - shown.length;
    const named = rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(' and ');
    const where = courses.length > 0 ? courses.slice(0, 3).join(', ') : 'another place';
    return `${named} ${plural(titles.length, 'is', 'are')} also in ${where}.`;
  },
  leaveShared: 'Leave them as they are',
  readersNotice: 'Readers notice nothing before the next snapshot. One undo takes it back.',
  confirm: 'Roll back course',
  nothing: 'The course says this already. There is nothing to roll back.',
  looking: 'Looking at what would change',
  notRolledBack: (who: string | null, what: string | null) =>
    `Not rolled back: ${who ?? 'somebody'} ${what ? `saved ${quoted(what)}` : 'changed this course'} a moment ago.`,
  notRolledBackTitle: 'Not rolled back',
  lookAgain: 'Look again',
  done: (nth: number, as: number | null) => `Rolled back to version ${nth}${as ? ` as version ${as}` : ''}`,
} as const;
