import { timelineText } from '#components/history/text.ts';
import { reviewText } from '#components/review/text.ts';
import type { ReviewGroup } from '#lib/review/core/proposal.ts';

/** Words of the home of a workspace. */
export const homeText = {
  waiting: 'Waiting for you',
  nothingWaits: 'Nothing waits. The catalogue is as readers get it.',
  marked: (count: string, one: boolean) => (one ? '1 spark to look at again' : `${count} sparks to look at again`),
  blockers: (count: string, one: boolean) =>
    one ? '1 thing holds the next snapshot back' : `${count} things hold the next snapshot back`,
  rules: {
    ai_draft_approved: 'Published AI drafts that nobody approved',
    image_described: 'Lessons with an image that is not described',
    file_there: 'Lessons that show a missing file',
    lesson_text: 'Imported lessons that have no text yet',
    quality_gate: 'Lessons that a quality gate holds back',
    published_parent: 'Published below something unpublished',
    closed_set: 'Refers to something that readers would not have',
    package_valid: 'Lesson packages with a problem',
    acyclic: 'Links that would close a loop',
  },
  pending: (count: string, one: boolean) =>
    one ? '1 change that readers do not have' : `${count} changes that readers do not have`,
  pendingWhy: 'A snapshot takes them there, once an admin promotes it.',
  stage: 'Stage snapshot',
  opening: {
    greeting: (hour: number | null, name: string | undefined) => {
      const said =
        hour === null
          ? 'Hello'
          : hour < 5
            ? 'Good night'
            : hour < 12
              ? 'Good morning'
              : hour < 18
                ? 'Good afternoon'
                : 'Good evening';
      return name ? `${said}, ${name}` : said;
    },
    open: (count: string, isOne: boolean, most: ReviewGroup | null) =>
      isOne
        ? '1 draft is open to you.'
        : `${count} drafts are open to you${most ? `, most of them under “${reviewText.groups[most]}”` : ''}.`,
    oldest: (ago: string) => `The oldest came ${ago}.`,
    pace: (minutes: string) =>
      `At your usual pace that is about ${minutes === '1' ? 'a minute' : `${minutes} minutes`}.`,
    rejected: (count: string, isOne: boolean) =>
      isOne ? 'One of your drafts came back with a reason.' : `${count} of your drafts came back with reasons.`,
    questions: (count: string, isOne: boolean) =>
      isOne ? 'There is one question for you.' : `There are ${count} questions for you.`,
    answers: (count: string, isOne: boolean) =>
      isOne ? 'There is an answer in a thread of yours.' : `There are answers in ${count} threads of yours.`,
    changed: (count: string, isOne: boolean) =>
      isOne ? '1 thing has changed since what readers have.' : `${count} things have changed since what readers have.`,
    blocked: (count: string, isOne: boolean) =>
      isOne ? '1 thing holds the next snapshot back.' : `${count} things hold the next snapshot back.`,
    start: 'Start reviewing',
    continue: (title: string) => `Continue “${title}”`,
  },
  waits: {
    question: (name: string) => `${name} asked you a question`,
    answered: (name: string) => `${name} answered in a thread of yours`,
    rejected: (count: number) =>
      count === 1 ? 'A draft of yours was rejected' : `${count} of your drafts were rejected`,
    assigned: (count: number) => (count === 1 ? 'A draft was assigned to you' : `${count} drafts were assigned to you`),
    asked: (name: string) => `${name} asks you for a draft that you are deciding`,
    deciding: 'You stopped in the middle of a draft',
    stale: (count: string, isOne: boolean) =>
      isOne ? 'A draft of yours went stale' : `${count} drafts of yours went stale`,
    staleWhy: 'The lesson changed since it was written.',
    review: (count: string, isOne: boolean) =>
      isOne ? '1 draft waits for a decision' : `${count} drafts wait for a decision`,
    reviewWhy: 'Asked for by others, open to every reviewer.',
    answer: 'Answer',
    read: 'Read',
    readReasons: 'Read reasons',
    open: 'Open',
    continue: 'Continue',
    reviewThem: (count: string) => `Review ${count}`,
    showThem: 'Show them',
    lookAgain: 'Look again',
  },
  own: {
    week: 'Your week',
    decided: 'Decided',
    plain: 'Approved, no edits',
    edited: 'Approved with edits',
    rejected: 'Rejected',
    pace: 'Median time for one',
    seconds: (seconds: number) => `${seconds} s`,
    places: 'Where you were',
    drafts: 'Your drafts',
    writing: 'Being written',
    inReview: 'In review',
    approved: 'Approved this week',
  },
  more: (count: string) => `and ${count} more`,
  state: 'Catalogue',
  content: 'Content',
  readers: 'Readers have',
  changedSince: 'Changed since',
  blocksNext: 'Blocks the next snapshot',
  readersNothing: 'nothing yet',
  lastImport: 'Last import',
  recent: 'Recent changes',
  undoOf: (what: string) => `Undo: ${what}`,
  isUndone: 'undone',
  undoDone: 'Undone',
  notUndone: 'This was not undone',
  notLoaded: 'The catalogue did not load',
  workNotLoaded: 'Your own work did not load',
  toldNotLoaded: 'What people asked you did not load',
  recentNotLoaded: 'The recent changes did not load',
  over: (count: string) => `at least ${count}`,
  things: (count: string) => `${count} things`,
  done: {
    ...timelineText.done,
    edit: { create: 'created', update: 'edited', delete: 'removed' },
    bulk_edit: 'edited',
    trash: 'moved to the trash',
  },
  firstTitle: 'An empty workspace',
  first: 'Bring in a course that exists already, or begin a new one with a domain, the field it belongs to.',
  import: 'Import a bundle',
  create: 'Create a domain',
  steps: [
    {
      title: 'Bring in or write',
      why: 'Import a bundle from another tool, or write sparks: lessons of five to ten minutes.',
    },
    {
      title: 'Arrange and link',
      why: 'Put sparks into concepts and trails, and say what must be learned before what.',
    },
    {
      title: 'Stage and promote',
      why: 'A snapshot is the whole catalogue, checked. Promoted, learner apps get it at once.',
    },
  ],
} as const;
