import { expect, test, vi } from 'vitest';
import { show, WORKSPACE } from '#components/testing/render.tsx';
import { answer, done, inputsOf } from '#components/testing/server.ts';
import type { ShownTask } from '#lib/tasks/queries.ts';
import { TaskNotices } from './task-notices.tsx';

const task = (more: Partial<ShownTask> = {}): ShownTask => ({
  id: 'one',
  kind: 'change_set.undo',
  subject_id: null,
  state: 'running',
  step: 'writing',
  weight: 20_000,
  done: 5_000,
  is_cancel_asked: false,
  result: null,
  problem: null,
  created_by: 'ada',
  created_at: new Date().toISOString(),
  started_at: null,
  ended_at: null,
  is_mine: true,
  may_cancel: true,
  ...more,
});

const notices = (kinds: ShownTask['kind'][] = ['change_set.undo']) => (
  <TaskNotices workspace={WORKSPACE} kinds={kinds} />
);

test('long work says how far it is, and is stopped by whoever may', async () => {
  let state = task();
  answer('tasks', () => done([state]));
  answer('cancelTaskAction', () => {
    state = task({ is_cancel_asked: true });
    return done(null);
  });
  const screen = await show(notices());
  const bar = screen.getByRole('progressbar', { name: 'Undoing 20,000 changes' });
  await expect.element(bar).toHaveAttribute('aria-valuenow', '5000');
  await expect.element(screen.getByText(/5,000 of 20,000/)).toBeVisible();
  await screen.getByRole('button', { name: 'Stop: Undoing 20,000 changes' }).click();
  await expect.element(screen.getByText(/Stopping/)).toBeVisible();
  expect(inputsOf('cancelTaskAction')).toEqual([{ task_id: 'one' }]);
});

test('that of somebody else is shown with their name, and without a way to stop it where one may not', async () => {
  answer('people', () => done({ bo: { display_name: 'Bo Baker', picture: null } }));
  answer('tasks', () => done([task({ is_mine: false, may_cancel: false, created_by: 'bo' })]));
  const screen = await show(notices());
  await expect.element(screen.getByText('Bo Baker')).toBeVisible();
  expect(screen.getByRole('button', { name: /^Stop/ }).query()).toBeNull();
});

test('what failed meanwhile says why until it has been read', async () => {
  const problem = { code: 'conflict', message: 'Something newer stands in the way.' } as const;
  let tasks = [task({ state: 'failed', problem })];
  answer('tasks', () => done(tasks));
  answer('seeTaskAction', () => {
    tasks = [];
    return done(null);
  });
  const screen = await show(notices());
  await expect.element(screen.getByText('Nothing was undone')).toBeVisible();
  await expect.element(screen.getByText(problem.message)).toBeVisible();
  await screen.getByRole('button', { name: 'Close' }).click();
  await vi.waitFor(() => expect(screen.getByRole('alert').query()).toBeNull());
});

test('work of another page is not shown here', async () => {
  answer('tasks', () => done([task()]));
  const screen = await show(notices(['snapshot.stage']));
  await vi.waitFor(() => expect(inputsOf('tasks').length).toBeGreaterThan(0));
  expect(screen.getByRole('progressbar').query()).toBeNull();
});
