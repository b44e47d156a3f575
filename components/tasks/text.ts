import type { TaskKind } from '#lib/tasks/core.ts';

/** What each task is called while it goes on, and once it is over. `count`: how many things it is about. */
const UNDER_WAY: Record<TaskKind, (count: string) => string> = {
  'snapshot.stage': (count) => `Staging ${count} changes`,
  'snapshot.verify': (count) => `Verifying ${count} entities`,
  'snapshot.clean_up': () => 'Cleaning up old snapshots',
  'change_set.undo': (count) => `Undoing ${count} changes`,
  'trash.purge': (count) => `Deleting ${count} things for good`,
  'import.apply': (count) => `Importing ${count} entities`,
  'import.apply_questions': (count) => `Importing ${count} exercises`,
  'import.stage': () => 'Staging the import',
};

const DONE: Record<TaskKind, string> = {
  'snapshot.stage': 'A snapshot was staged',
  'snapshot.verify': 'The snapshot was verified',
  'snapshot.clean_up': 'Old snapshots were cleaned up',
  'change_set.undo': 'The changes were undone',
  'trash.purge': 'The things were deleted for good',
  'import.apply': 'The import was applied',
  'import.apply_questions': 'The exercises were imported',
  'import.stage': 'The import was staged',
};

const NOT_DONE: Record<TaskKind, string> = {
  'snapshot.stage': 'Nothing was staged',
  'snapshot.verify': 'The snapshot was not verified',
  'snapshot.clean_up': 'No snapshot was removed',
  'change_set.undo': 'Nothing was undone',
  'trash.purge': 'Nothing was deleted',
  'import.apply': 'Nothing was imported',
  'import.apply_questions': 'No exercise was imported',
  'import.stage': 'The import was not staged',
};

const STEPS: Record<string, string> = {
  collecting: 'Looking at what has changed',
  checking: 'Checking what readers would get',
  writing: 'Writing',
};

export const tasksText = {
  list: 'Work under way',
  underWay: (kind: TaskKind, count: string) => UNDER_WAY[kind](count),
  done: (kind: TaskKind) => DONE[kind],
  notDone: (kind: TaskKind) => NOT_DONE[kind],
  step: (step: string | null) => (step && STEPS[step]) || 'Working',
  waiting: 'Waiting for a worker',
  stopping: 'Stopping',
  note: (...parts: string[]) => parts.filter(Boolean).join(' · '),
  of: (done: string, all: string) => `${done} of ${all}`,
  orMore: (count: string) => `${count} or more`,
  written: (done: string) => `${done} so far`,
  askedBy: 'Asked for by',
  stays: 'You may leave this page; it goes on.',
  stop: 'Stop',
  stopOf: (what: string) => `Stop: ${what}`,
  dismiss: 'Close',
  slow: 'No worker has taken this yet. It begins as soon as one is free.',
} as const;
