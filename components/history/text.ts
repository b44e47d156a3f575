import type { ChangeAction } from '#lib/core/change-actions';
import type { ContentKind } from '#lib/core/content-kinds';
import { countOf } from '../content/text';

type Operation = 'create' | 'update' | 'delete';
const DONE: Record<Operation, string> = { create: 'added', update: 'changed', delete: 'removed' };

/** Words of the list of changes. */
export const text = {
  title: 'Changes',
  lead: 'Every act of the workspace, newest first. An act can be undone as long as nothing newer stands in the way.',
  acts: {
    edit: 'Edit',
    bulk_edit: 'Edit of several',
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
  act: 'Act',
  anyAct: 'Any act',
  person: 'Person',
  anybody: 'Anybody',
  list: 'Changes',
  empty: 'Nothing has been changed yet',
  emptyWhy: 'What you and others do to the content is listed here, with the way back.',
  noMatch: 'No change matches',
  noMatchWhy: 'Try another act or another person.',
  clear: 'Clear filter',
  notLoaded: 'The changes could not be loaded',
  loading: 'Loading changes',
  more: 'Show older changes',
  moreTouched: 'Show more',
  show: (title: string) => `What “${title}” touched`,
  undo: 'Undo',
  undoOf: (title: string) => `Undo “${title}”`,
  undone: (title: string) => `Undone: “${title}”`,
  notUndone: (title: string) => `“${title}” was not undone`,
  isUndone: 'Undone',
  purged: 'Deleted for good',
  untitled: 'Untitled',
  undoManyTitle: (title: string) => `Undo “${title}”`,
  undoManyWhy: (count: string) =>
    `It touched ${count} things, which all go back to what they were before. The undoing can be undone.`,
  undoMany: 'Undo all of it',
  operation: (operation: Operation) => DONE[operation],
  count: (kind: ContentKind, operation: Operation, total: number, write: (count: number) => string) =>
    `${countOf(kind, total, write)} ${DONE[operation]}`,
  andMore: (number: string) => `${number} of other kinds`,
} as const;
