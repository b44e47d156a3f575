import { timelineText } from '#components/history/text.ts';

/** Words of the home of a workspace. */
export const homeText = {
  waiting: 'Waiting for you',
  nothingWaits: 'Nothing waits. The catalogue is as readers get it.',
  drafts: (count: string, one: boolean) => (one ? '1 AI draft to review' : `${count} AI drafts to review`),
  draftsWhy: 'Read them, correct them, approve or reject them.',
  marked: (count: string, one: boolean) => (one ? '1 spark to look at again' : `${count} sparks to look at again`),
  markedAll: 'Show them in the outline',
  markedWhy: 'Something that they build on has changed. Open each, see whether it still fits, and press “Reviewed”.',
  blockers: (count: string, one: boolean) =>
    one ? '1 thing keeps the next snapshot back' : `${count} things keep the next snapshot back`,
  blockersWhy: 'Nothing is staged while something is in the way, unless it is left out of the selection.',
  blockersCheck: 'Stage and see all',
  rules: {
    ai_draft_approved: 'Published AI drafts that nobody approved',
    image_described: 'Lessons with an image that is not described',
    file_there: 'Lessons that show a missing file',
    published_parent: 'Published below something unpublished',
    closed_set: 'Refers to something that readers would not have',
    package_valid: 'Lesson packages with a problem',
    acyclic: 'Links that would close a loop',
  },
  pending: (count: string, one: boolean) =>
    one ? '1 change that readers do not have' : `${count} changes that readers do not have`,
  pendingWhy: 'A snapshot takes them there, once an admin promotes it.',
  stage: 'Stage snapshot',
  more: (count: string) => `and ${count} more`,
  state: 'State of the catalogue',
  content: 'Content',
  readers: 'Readers get',
  readersNothing: 'nothing yet',
  since: 'since',
  lastImport: 'Last import',
  noImport: 'none yet',
  recent: 'Recent changes',
  noActivity: 'Nothing has happened yet.',
  undoOf: (what: string) => `Undo: ${what}`,
  isUndone: 'undone',
  undoDone: 'Undone',
  notUndone: 'This was not undone',
  notLoaded: 'The overview could not be loaded',
  things: (count: string) => `${count} things`,
  done: {
    ...timelineText.done,
    edit: { create: 'created', update: 'edited', delete: 'removed' },
    bulk_edit: 'edited',
    trash: 'put into the trash',
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
