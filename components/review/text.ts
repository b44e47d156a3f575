import type { NotApprovable } from '#lib/review/core/may-decide.ts';
import type { QueueItem, ReasonName, ReviewGroup, ReviewView, RISKS } from '#lib/review/core/proposal.ts';

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** What the review desk says. */
export const reviewText = {
  title: 'Review',
  queue: 'Proposals',
  notRead: 'The queue did not answer',
  notOpened: 'This proposal could not be read',
  views: {
    open: 'Waiting for you',
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
    openFailed: 'Open the one that failed',
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
  mergeHelp: 'What does not touch each other is merged. Choose where both changed the same words.',
  mergeLeft: (count: number) => (count === 1 ? '1 place left' : `${count} places left`),
  mergeAll: 'All places are settled',
  mergePlace: (nth: number) => `Place ${nth}`,
  mergeChoices: { mine: 'In the lesson now', theirs: 'This draft', both: 'Both' },
  mergeNothing: 'nothing',

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

  context: 'Context',
  findings: 'Findings',
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
