import type { FaultKind } from '#lib/review/core/faults.ts';
import type { NotApprovable } from '#lib/review/core/may-decide.ts';
import type { QueueItem, ReasonName, ReviewGroup, ReviewView, RISKS } from '#lib/review/core/proposal.ts';
import type { Apart } from '#lib/review/core/together.ts';
import type { Narrowing } from './desk-address.ts';

const CAUGHT: Record<FaultKind, (was_right: string) => string> = {
  negation: (word) => `“${word}” had been turned round or taken out`,
  number: (word) => `the number ${word} had been changed`,
  unit: (word) => `“${word}” had become another unit`,
  answer_key: () => 'the answer key was wrong',
};

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** What the review desk says. */
export const reviewText = {
  title: 'Review',
  queue: 'Proposals',
  notRead: 'The queue did not answer',
  notOpened: 'This proposal could not be read',
  views: {
    open: 'Waiting for you',
    mine: 'Assigned to you',
    asked: 'Asked for by you',
    stale: 'Stale',
    all: 'All that wait',
    decided: 'Decided',
  } satisfies Record<ReviewView, string>,
  viewLabel: 'Show',
  groups: {
    outline: 'Outlines',
    rewrite: 'Rewritten lessons',
    new: 'New lessons',
    draft: 'Imported drafts',
    exercises: 'Exercises',
    quiz: 'Quizzes',
    links: 'Links',
    piece: 'Texts beside lessons',
    profile: 'Profiles',
    review: 'Opinions',
    stale: 'Stale',
  } satisfies Record<ReviewGroup, string>,
  kinds: {
    outline: 'Outline of a course',
    rewrite: 'Rewritten lesson',
    new: 'New lesson',
    draft: 'Imported draft',
    exercises: 'Exercises',
    quiz: 'Quiz',
    links: 'Links',
    piece: 'Text beside lessons',
    profile: 'Profile',
    review: 'Opinion of a model',
    stale: 'Stale',
  } satisfies Record<ReviewGroup, string>,
  risks: {
    answer_key: 'Answer key',
    new_links: 'New links',
    much_changed: 'Much changed',
    instructions: 'Looks like instructions',
  } satisfies Record<(typeof RISKS)[number], string>,
  muchChanged: (share: number) => `${percent(share)} changed`,
  exercises: (count: number) => (count === 1 ? '1 exercise' : `${count} exercises`),
  links: (count: number) => (count === 1 ? '1 link' : `${count} links`),
  isDeciding: (name: string | null) => `${name ?? 'Somebody else'} is deciding`,
  inPlace: (place: string) => `in ${place}`,
  order: (topic: string) => `“${topic}”`,
  askedBy: (name: string) => `Asked by ${name}`,
  imported: 'Came by import',
  more: 'Show more',
  decidedToday: (count: number) => (count === 1 ? '1 decided today' : `${count} decided today`),
  outcome: { approved: 'Approved', rejected: 'Rejected' },

  keys: {
    label: 'Review',
    approve: 'Approve',
    approveRest: 'Approve all that is left of it',
    edit: 'Edit, then approve',
    reject: 'Reject',
    skip: 'Skip',
    undo: 'Undo the last decision',
    view: 'Change the view',
    next: 'Next change',
    previous: 'Previous change',
    nextPart: 'Next part',
    previousPart: 'Previous part',
    nextItem: 'Next proposal',
    previousItem: 'Previous proposal',
    nextSection: 'Next section',
    previousSection: 'Previous section',
    unfold: 'Show what is unchanged',
    nextPlace: 'Next place to settle',
    previousPlace: 'Previous place to settle',
    choosePlace: 'Settle the place',
    openFailed: 'Open the one that failed',
    regenerate: 'Ask for another version',
    filters: 'Filters',
    choose: 'Choose or leave out',
    chooseUpTo: 'Choose up to here',
    chooseKind: 'Choose all under this heading',
    backToChosen: 'Back to what is chosen',
  },
  approve: {
    outline: 'Approve outline',
    rewrite: 'Approve draft',
    new: 'Approve lesson',
    draft: 'Approve draft',
    exercises: 'Approve exercise',
    quiz: 'Approve question',
    links: 'Approve link',
    piece: 'Keep text',
    profile: 'Keep profile',
    review: 'Keep opinion',
    stale: 'Approve merged text',
  } satisfies Record<ReviewGroup, string>,
  edit: 'Edit',
  reject: 'Reject',
  skip: 'Skip',
  why: {
    decided: 'This proposal is decided.',
    superseded: 'A newer version took the place of this one.',
    own: 'You asked for this draft, so somebody else decides it.',
    gone: 'The lesson it was written for is in the trash. Restore it, or reject this proposal.',
    merge_first: 'The lesson changed since this was written.',
    lesson_first: 'It belongs to a lesson that is not approved yet. Approve the lesson first.',
    claimed: 'Somebody else is deciding this.',
    not_reviewer: 'Reviewers decide about proposals.',
  } satisfies Record<NotApprovable, string>,
  freeAgain: (name: string | null, time: string) =>
    `${name ?? 'Somebody else'} is deciding this. It is free again at ${time}, unless they go on.`,

  view: { label: 'View', rendered: 'As readers see it', source: 'Source', sourceKey: 'Source of the draft' },
  changed: (share: number) => `${percent(share)} changed`,
  allNew: (words: string, minutes: number) => `All of it is new, ${words} words, ${minutes} min`,
  change: (nth: number, all: number) => `Change ${nth} of ${all}`,
  unchanged: (count: number) => (count === 1 ? '1 passage unchanged' : `${count} passages unchanged`),
  sheet: 'Draft',
  part: (nth: number, all: number) => `${nth} of ${all}`,
  partStates: { approved: 'Approved', rejected: 'Rejected', open: 'Open' },
  needsAnswers: 'Needs more wrong answers',
  needsAnswersHelp: 'It cannot be approved as it is. Reject it, and add one by hand in the exercises of the lesson.',
  before: (before: string, after: string) => `${before} before ${after}`,
  answered: (approved: number, rejected: number, all: number) => `${approved} approved, ${rejected} rejected of ${all}`,

  linksGraph: {
    now: 'Now',
    later: 'If you approve all that is left',
    label: (title: string, count: number) =>
      `${title}: ${count === 1 ? '1 link' : `${count} links`}. The list below says which.`,
    strokes: 'Grey: drawn already. Blue: proposed. Red, dotted: would close a loop.',
    tooMany: 'Too many lessons for a small picture. The list says the same.',
    closesLoop: 'Would close a loop, so it cannot be approved.',
    both: 'Graph and list',
    list: 'List',
  },

  rejectTitle: 'Why not?',
  reasons: {
    wrong: 'Wrong, or not in the sources',
    not_asked: 'Not what was asked for',
    hard_to_follow: 'Hard to follow, or too long',
    wrong_level: 'Wrong level for this place',
    not_our_voice: 'Not our voice',
    repeats: 'Repeats another lesson',
    exercise: 'Exercise: key or options',
    language: 'Language or formatting',
    other: 'Something else',
  } satisfies Record<ReasonName, string>,
  rejectHelp: 'A number rejects at once. Press Tab first to add words.',
  reasonWords: 'Words for whoever asked (optional, but needed for 9)',
  needsWords: 'Say in words what else is wrong.',
  send: 'Reject',
  back: 'Back',

  editTitle: 'Edit, then approve',
  editHelp: 'Both texts are kept. Letters only type here; Escape goes back and keeps what you typed.',
  approveEdited: 'Approve with your edits',
  yourPart: (share: number) => `Your part ${percent(share)}`,

  mergeTitle: 'The lesson changed since this was written',
  mergedHelp:
    'Nothing touches each other, so both are merged. This is what would change in the lesson as it stands now.',
  mergeHelp: 'What does not touch each other is merged. Choose where both changed the same words.',
  mergeLeft: (count: number) => (count === 1 ? '1 place left' : `${count} places left`),
  mergeAll: 'All places are settled',
  mergeOf: (nth: number, all: number) => `Place ${nth} of ${all}`,
  mergePlace: (nth: number) => `Place ${nth}`,
  mergeChoices: { mine: 'In the lesson now', theirs: 'This draft', both: 'Both' },
  mergeBefore: 'Before',
  mergeNothing: 'nothing',
  changedSince: 'The lesson changed since these were written',
  changedSinceHelp: 'Check each against what the lesson says now. This is what changed:',

  decidedBy: (what: string, name: string | null) => (name ? `${what} by ${name}` : what),
  humanPart: (share: number) => `${percent(share)} is a person’s`,
  takeBack: 'Take the decision back',
  approved: (title: string) => `Approved ${title}`,
  approvedEdited: (title: string) => `Approved ${title} with your edits`,
  rejected: (title: string) => `Rejected ${title}`,
  takenBack: (title: string) => `Taken back: ${title}`,
  failed: (title: string, why: string) => `Not decided: ${title}. ${why}`,
  notTakenBack: (why: string) => `Cannot undo: ${why}`,
  undo: 'Undo',
  open: 'Open it',
  model: (model: string, cost: string) => `${model}, ${cost}`,
  builtin: 'built-in drafter, $0',
  ofJob: 'Put together from other answers of its job.',

  filters: {
    label: 'Filters',
    narrowed: (count: number) => (count === 0 ? 'Filters' : `Filters, ${count} set`),
    notRead: 'The filters could not be read',
    any: 'Any',
    nameless: 'No name',
    names: {
      groups: 'Kind',
      trail_id: 'Trail',
      asked_by: 'Asked for by',
      assigned_to: 'Assigned to',
      model: 'Model',
      template: 'Template',
      older_than_days: 'Waits for',
      has_risk: 'Risk',
    } satisfies Record<Narrowing, string>,
    withCount: (name: string, count: number) => `${name} (${count})`,
    olderThan: (days: number) => (days === 1 ? 'More than a day' : `More than ${days} days`),
    withRisk: 'With a risk',
    withoutRisk: 'Without a risk',
    clear: 'Clear all filters',
    saved: 'Saved filters',
    savedOption: (name: string) => `★ ${name}`,
    name: 'Save these filters as',
    keep: 'Save',
    kept: (name: string) => `Saved “${name}”`,
    notKept: 'The filter was not saved',
    remove: (name: string) => `Delete “${name}”`,
  },

  together: {
    label: 'Chosen drafts',
    start: 'Choose several',
    ofKind: (heading: string) => `${heading}, low risk`,
    chosen: (count: number) => (count === 1 ? '1 draft chosen' : `${count} drafts chosen`),
    help: 'Read one by choosing its title. Nothing reaches readers before the next snapshot.',
    draft: 'Draft',
    changed: 'Changed',
    allNew: 'New',
    words: 'Words',
    waits: 'Waiting since',
    share: percent,
    apart: 'Left out',
    apartHelp: (count: number) =>
      count === 1
        ? '1 draft is not in this act. It needs a look of its own.'
        : `${count} drafts are not in this act. They need a look of their own.`,
    why: {
      decided: 'Decided already',
      changed: 'Stale',
      risk: 'Has a risk',
      gone: 'Its lesson is in the trash',
      claimed: 'Somebody else is deciding',
      own: 'Asked for by you',
      no_place: 'Its place is not known',
      kind: 'Another kind',
      not_reviewer: 'Reviewers decide about proposals',
    } satisfies Record<Apart, string>,
    oneUndo: 'One change set: one undo takes all of it back.',
    oneUndoNew: 'One undo takes all lessons back. The course that they stand in stays.',
    nextSnapshot: 'Readers get it with the next snapshot.',
    approve: (count: number) => (count === 1 ? 'Approve 1 draft' : `Approve ${count} drafts`),
    reject: (count: number) => `Reject ${count}`,
    clear: 'Clear',
    approved: (count: number) => (count === 1 ? 'Approved 1 draft.' : `Approved ${count} drafts.`),
    rejected: (count: number) => (count === 1 ? 'Rejected 1 draft.' : `Rejected ${count} drafts.`),
    leftOut: (count: number, why: string) => `${count} left out: ${why.toLowerCase()}.`,
    takenBack: (count: number) => `Taken back: ${count} decisions`,
    none: 'Nothing is chosen. Press X in the queue to choose the draft that is open.',
    back: 'Back to what is chosen',
    keysTitle: 'Keys here',
  },

  regenerate: {
    button: 'Regenerate',
    title: 'Regenerate this draft',
    help: 'This version is kept. The new one comes back to the top of your queue.',
    instruction: 'What should be different?',
    sendReason: (reason: string) => `Send my reason along: ${reason}`,
    because: (reason: string) => `The last draft was not taken: ${reason}.`,
    price: (price: string) => `About ${price}`,
    cancel: 'Cancel',
    go: 'Regenerate draft',
    asked: 'Another version is being written',
    isWriting: 'Another version of this is being written. It takes the place of this one.',
    version: (nth: number, all: number) => `Version ${nth} of ${all}`,
    older: 'Older version',
    newer: 'Newer version',
    superseded: 'A newer version took the place of this one.',
    instructed: (instruction: string) => `“${instruction}”`,
  },

  gate: {
    what: {
      answer_key: () => 'Learners are marked by these answer keys. Check each against the lesson.',
      new_links: () => 'New links change what is learned first. Check which way each goes.',
      much_changed: (share) =>
        share === null
          ? 'Much of it changes. Check what is gone as well.'
          : `${percent(share)} of it changes. Check what is gone as well.`,
      instructions: () => 'This looks like instructions to a model. Read it as a learner would.',
    } satisfies Record<(typeof RISKS)[number], (share: number | null) => string>,
    opensIn: (seconds: number) => `Opens in ${seconds} s`,
  },

  checks: {
    label: 'A check, not a real draft',
    caught: (fault: FaultKind, was_right: string, caught: number, met: number) =>
      `Well caught. That was a check: ${CAUGHT[fault](was_right)}. ${caught} of your last ${met}.`,
    missed: {
      negation: 'One word was turned round',
      number: 'A number was wrong',
      unit: 'A unit was wrong',
      answer_key: 'The answer key was wrong',
    } satisfies Record<FaultKind, string>,
    whatIs: (was_right: string, is_wrong: string) =>
      is_wrong
        ? `It said “${is_wrong}”. Right is “${was_right}”. Nothing was applied.`
        : `“${was_right}” had been taken out. Nothing was applied.`,
    seenBy: (caught: number, met: number) =>
      `You caught ${caught} of the last ${met}. Only you and admins see this. It is in no figure about drafts.`,
    goOn: 'Go on',
    readMore: (count: number) => `Read ${count} more, picked at random`,
    read: 'Read',
    spotCheck: 'Spot check',
  },

  pause: {
    due: (time: string) => `A pause is due at ${time}`,
    why: 'You have decided for an hour. Eyes that rest see more.',
    take: 'Pause for five minutes',
    later: 'Later',
    paused: 'A pause',
    until: (time: string) => `Back at ${time}. Your place in the queue is kept.`,
    goOn: 'Go on reviewing',
  },

  second: {
    title: 'Second opinions',
    waiting: (count: number) =>
      count === 1 ? '1 waits for your second opinion' : `${count} wait for your second opinion`,
    help: 'Somebody has decided about this draft already. What they decided does not show, and what you say changes nothing: it is compared.',
    left: (count: number) => (count === 1 ? 'The last one' : `${count} wait`),
    approve: 'I would approve it',
    reject: 'I would reject it',
    reason: 'Why (optional)',
    alike: 'You both decided the same.',
    otherwise: { approved: 'It was approved.', rejected: 'It was rejected.' },
    notGiven: 'Your opinion was not taken',
    notRead: 'Second opinions could not be read',
    empty: 'No second opinion is wanted of you',
    emptyWhy: 'Some drafts are judged by two people who do not see each other’s decision. They wait here.',
    openDesk: 'Open the review desk',
  },

  assign: {
    label: 'Assigned to',
    nobody: 'Nobody',
    notAssigned: 'It could not be assigned',
    to: (name: string) => `for ${name}`,
  },

  context: 'Context',
  findings: 'Findings',
  goToPassage: 'Go to passage',
  findingKeys: 'Go to a finding',

  sources: 'Sources',
  noSources: 'No passages of a source are known.',
  place: 'Place in the trail',
  isBefore: 'before',
  isAfter: 'next',
  noNeighbours: 'It stands alone so far.',
  grows: 'Its trail and concept are made when the first lesson is approved.',
  behind: 'Behind this draft',
  behindHidden: 'Model and cost show once you decide.',
  openLesson: 'Open lesson',
  openJob: 'Open job',

  empty: 'Nothing waits for you',
  emptyWhy: (count: number) =>
    count === 0
      ? 'Drafts of models and drafts that came by import wait here for a reviewer.'
      : `You decided ${count} today.`,
  showAll: (count: number) => `Show all ${count}`,
};

/** What a proposal is called: by its lesson where that is there, since its title stays, else by its own title. */
export const nameOf = ({ place, title }: Pick<QueueItem, 'place' | 'title'>): string =>
  (place?.kind === 'spark' ? place.title : null) ?? title;

/** What a row of the queue says below its title. */
export function underTitle(item: Pick<QueueItem, 'kind' | 'parts' | 'place'>): string {
  if (item.parts !== null && item.kind !== 'links') return reviewText.exercises(item.parts);
  if (item.parts !== null) return reviewText.links(item.parts);
  return item.place?.in ?? item.place?.title ?? '';
}
