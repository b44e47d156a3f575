import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show, WORKSPACE } from '#components/testing/render.tsx';
import { answer, done, inputsOf } from '#components/testing/server.ts';
import { uiText } from '#components/ui/text.ts';
import type { Job } from '#lib/generation/core/job.ts';
import { bulkText } from './bulk-text.ts';
import { JobsBulkBar } from './jobs-bulk-bar.tsx';

const words = bulkText;

const job = (nth: number, more: Partial<Job>): Job => ({
  id: `00000000-0000-4000-8000-00000000000${nth}`,
  ordinal: nth,
  job_kind: 'trail_outline',
  title: `Job ${nth}`,
  maker: 'builtin',
  place: null,
  status: 'in_progress',
  held: null,
  step_progress: 1,
  total_steps: 4,
  current_step: null,
  is_test: false,
  cost_micros: 0,
  reserved_micros: 0,
  unknown_micros: 0,
  budget_micros: null,
  problem: null,
  asked_by: `00000000-0000-4000-8000-000000000009`,
  asked_by_name: 'Mira',
  ended_by_name: null,
  proposals: 0,
  created_at: '2026-11-30T10:00:00Z',
  started_at: null,
  completed_at: null,
  ...more,
});
const open = (jobs: Job[]) =>
  show(
    <JobsBulkBar
      workspace={WORKSPACE}
      jobs={jobs}
      selected={new Set(jobs.map(({ id }) => id))}
      onClear={() => undefined}
    />,
  );
const JOBS = [job(1, {}), job(2, {}), job(3, { held: 'approval' }), job(4, { status: 'completed' })];

test('X asks once, with how many stop and what stays, and cancels them after that', async () => {
  answer('cancelJobAction', () => done(null));
  const screen = await open(JOBS);
  await userEvent.keyboard('x');
  const dialog = screen.getByRole('alertdialog', { name: words.sure(3, '3') });
  await expect.element(dialog.getByText(words.lost(2, 1))).toBeVisible();
  expect(inputsOf('cancelJobAction')).toEqual([]);
  // Another press of the key asks no second time.
  await userEvent.keyboard('x');
  await dialog.getByRole('button', { name: words.cancel }).click();
  await expect.element(screen.getByText(words.cancelled(3, 4))).toBeVisible();
  expect(inputsOf<{ job_id: string }>('cancelJobAction').map(({ job_id }) => job_id)).toEqual(
    JOBS.slice(0, 3).map(({ id }) => id),
  );
});

test('who thinks better of it has cancelled nothing', async () => {
  const screen = await open(JOBS);
  await screen.getByRole('button', { name: new RegExp(words.cancel) }).click();
  const dialog = screen.getByRole('alertdialog');
  await dialog.getByRole('button', { name: uiText.cancel }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(inputsOf('cancelJobAction')).toEqual([]);
});

test('where nothing can be cancelled, nothing is asked', async () => {
  const screen = await open([job(4, { status: 'completed' })]);
  await userEvent.keyboard('x');
  await expect.element(screen.getByText(words.cancelled(0, 1))).toBeVisible();
  await expect.element(screen.getByRole('alertdialog')).not.toBeInTheDocument();
});
