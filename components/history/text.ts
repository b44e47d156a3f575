import { countOf } from '#components/base/text.ts';
import type { ContentKind } from '#lib/base/core/content-kinds.ts';
import type { ChangeAction } from '#lib/history/core/history.ts';

type Operation = 'create' | 'update' | 'delete';
const DONE: Record<Operation, string> = { create: 'added', update: 'changed', delete: 'removed' };

const quoted = (title: string) => `“${title}”`;

/** Words of the list of changes. */
export const historyText = {
  /** Words of undo and redo. */
  undo: {
    undone: (said: string) => `Undone: ${said}`,
    undoOf: (said: string) => `Not undone: ${said}`,
    newer: (names: string[], most: number) =>
      `Changed since: ${names.slice(0, most).map(quoted).join(', ')}${names.length > most ? ` and ${names.length - most} more` : ''}. Undo that first, or edit by hand.`,
    showChanges: 'Show',
    redo: 'Redo',
    undoing: (said: string) => `Undid: ${said}`,
    nothingToUndo: 'Nothing to undo here. Older change sets are on the page of changes.',
  },
  title: 'Changes',
  lead: 'Every change set of the workspace, newest first. A change set can be undone as long as nothing newer stands in the way.',
  actions: {
    edit: 'Edit',
    bulk_edit: 'Bulk edit',
    move: 'Move',
    import: 'Import',
    trash: 'Trash',
    undo: 'Undo',
    restore: 'Restore',
    merge: 'Merge',
    generation: 'Generation',
    approval: 'Approval',
    revert: 'Revert',
  } satisfies Record<ChangeAction, string>,
  action: 'Kind',
  anyAction: 'Any kind',
  person: 'Person',
  anybody: 'Anybody',
  list: 'Changes',
  empty: 'Nothing has been changed yet',
  emptyWhy: 'What you and others do to the content is listed here, with the way back.',
  noMatch: 'No change matches',
  noMatchWhy: 'Try another kind or another person.',
  clear: 'Clear filter',
  notLoaded: 'The changes could not be loaded',
  loading: 'Loading changes',
  more: 'Show older changes',
  moreTouched: 'Show more',
  show: (title: string) => `What “${title}” touched`,
  undoOf: (title: string) => `Undo “${title}”`,
  undone: (title: string) => `Undone: “${title}”`,
  notUndone: (title: string) => `“${title}” was not undone`,
  isUndone: 'Undone',
  purged: 'Deleted for good',
  untitled: 'Untitled',
  operation: (operation: Operation) => DONE[operation],
  count: (kind: ContentKind, operation: Operation, total: number, write: (count: number) => string) =>
    `${countOf(kind, total, write)} ${DONE[operation]}`,
  andMore: (number: string) => `${number} of other kinds`,
  one: 'This change alone is shown.',
  showAll: 'Show all changes',
  gone: 'This change is not there any more',
  goneWhy: 'What it touched may have been deleted for good.',
} as const;

type Named = string | null;
const called = (label: Named) => (label ? ` of “${label}”` : '');

/** Words of the history of one thing. */
export const timelineText = {
  shown: 'Whose history',
  below: 'With all below',
  withExercises: 'With its exercises',
  only: 'This alone',
  list: 'History',
  none: 'Nothing has been saved yet',
  noneWhy: 'Every save is kept here, with the way back to it.',
  notLoaded: 'The history could not be loaded',
  loading: 'Loading history',
  more: 'Show older change sets',
  moreOf: (count: number, number: string) => (count === 1 ? 'Show 1 more' : `Show ${number} more`),
  toChanges: 'Show in changes',
  toChangesOf: (title: Named) => (title ? `Show in changes: “${title}”` : 'Show in changes'),
  undone: 'Undone',
  done: {
    edit: 'edited',
    bulk_edit: 'edited several',
    move: 'moved',
    import: 'imported',
    trash: 'trashed',
    undo: 'undid',
    restore: 'restored',
    merge: 'merged',
    generation: 'generated',
    approval: 'approved',
    revert: 'reverted',
  } satisfies Record<ChangeAction, string>,
  operation: { create: 'Added', update: 'Changed', delete: 'Removed' } satisfies Record<Operation, string>,
  version: (version: number) => `Version ${version}`,
  newest: 'Newest',
  compare: 'Compare',
  compareOf: (version: number, label: Named) => `Compare version ${version}${called(label)}`,
  hide: 'Hide',
  hideOf: (version: number, label: Named) => `Hide comparison of version ${version}${called(label)}`,
  comparedWith: 'Compared with',
  before: 'The version before',
  now: 'What is saved now',
  same: 'Both say the same.',
  added: 'This is where it begins; what it said then:',
  removed: 'It is in the trash; what it said:',
  restore: 'Restore',
  restoreOf: (version: number, label: Named) => `Restore version ${version}${called(label)}`,
  bringBack: 'Bring back',
  bringBackOf: (label: Named) => (label ? `Bring back “${label}”` : 'Bring back'),
  restored: (version: number, label: Named) => `Version ${version}${called(label)} is the newest again`,
  broughtBack: (label: Named) => (label ? `“${label}” is back` : 'It is back'),
  sameAlready: 'It says that already',
  notRestored: (label: Named) => (label ? `“${label}” was not restored` : 'It was not restored'),
} as const;
