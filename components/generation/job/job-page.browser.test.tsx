import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show, WORKSPACE } from '#components/testing/render.tsx';
import { answer, done, inputsOf, refused } from '#components/testing/server.ts';
import type { Outline } from '#lib/generation/core/outline.ts';
import type { ShownJob } from '#lib/generation/queries/jobs.ts';
import { generationText } from '../text.ts';
import { JobPage } from './job-page.tsx';

const words = generationText;
const ID = '00000000-0000-4000-8000-000000000001';

const lesson = (title: string, from: number) => ({
  title,
  title_anchor: null,
  anchor: { source: 0, from, to: from + 10 },
  summary: `About ${title}.`,
  words: 200,
  minutes: 2,
  objectives: [],
});
const OUTLINE: Outline = {
  title: 'Soil and water',
  modules: [{ title: 'Basics', lessons: [lesson('What soil is', 0), lesson('How water moves', 10)] }],
};

const job = (more: Partial<ShownJob>): ShownJob => ({
  id: ID,
  ordinal: 1,
  job_kind: 'trail_outline',
  title: 'Course outline: soil',
  place: null,
  status: 'completed',
  held: null,
  step_progress: 2,
  total_steps: 4,
  current_step: null,
  reserved_micros: 0,
  unknown_micros: 0,
  budget_micros: null,
  cost_micros: 0,
  problem: null,
  asked_by: ID,
  asked_by_name: 'Mira',
  ended_by_name: null,
  proposals: 0,
  created_at: '2026-11-30T10:00:00Z',
  started_at: '2026-11-30T10:00:00Z',
  completed_at: null,
  params: {},
  steps: [],
  made: [],
  sources: [],
  outline: null,
  curriculum: null,
  may_decide: true,
  may_approve: true,
  may_settle: false,
  maker: 'builtin',
  is_test: false,
  ...more,
});
const waiting = (more: Partial<ShownJob> = {}) =>
  job({ status: 'in_progress', held: 'approval', outline: OUTLINE, ...more });

async function open(shown: ShownJob) {
  sessionStorage.clear();
  answer('job', () => done(shown));
  return show(<JobPage workspace={WORKSPACE} job_id={ID} />);
}

test('an outline is approved as it was edited; a spark that was left out comes back by undo', async () => {
  answer('approveOutlineAction', () => done(null));
  const screen = await open(waiting());
  await screen.getByRole('textbox', { name: words.outline.lesson(1, 1) }).fill('Soil');
  await screen.getByRole('button', { name: words.outline.down('Soil') }).click();
  await screen.getByRole('button', { name: words.outline.remove('How water moves') }).click();
  await expect.element(screen.getByRole('textbox', { name: words.outline.lesson(1, 2) })).not.toBeInTheDocument();
  await screen.getByRole('button', { name: 'Undo' }).click();
  await screen.getByRole('button', { name: new RegExp(words.outline.approve) }).click();
  await expect
    .poll(() => inputsOf<{ outline: Outline }>('approveOutlineAction'))
    .toMatchObject([{ outline: { modules: [{ lessons: [{ title: 'How water moves' }, { title: 'Soil' }] }] } }]);
});

test('an outline without a title is not sent', async () => {
  answer('approveOutlineAction', () => done(null));
  const screen = await open(waiting());
  await screen.getByRole('textbox', { name: words.outline.trail }).fill(' ');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.element(screen.getByText(words.outline.empty)).toBeVisible();
  expect(inputsOf('approveOutlineAction')).toEqual([]);
});

test('who may not approve reads the outline, and is told who can', async () => {
  const screen = await open(waiting({ may_approve: false, may_decide: false }));
  await expect.element(screen.getByText(words.outline.waits)).toBeVisible();
  await expect.element(screen.getByRole('textbox', { name: words.outline.lesson(1, 1) })).toHaveAttribute('readonly');
  await expect.element(screen.getByRole('button', { name: new RegExp(words.cancel) })).not.toBeInTheDocument();
});

test('a job that failed says why, what is kept, and is tried again; a refusal is told', async () => {
  answer('retryJobAction', () => refused({ code: 'wrong_state', message: 'Somebody has tried it again already.' }));
  const problem = { code: 'not_found' as const, message: 'The sources of this job are gone.' };
  const made = [{ id: ID, step_run_id: ID, kind: 'spark' as const, title: 'Soil', status: 'pending', words: 100 }];
  const screen = await open(job({ status: 'failed', problem, made }));
  await expect.element(screen.getByText(problem.message)).toBeVisible();
  await expect.element(screen.getByText(words.job.kept(1))).toBeVisible();
  await screen.getByRole('button', { name: new RegExp(words.retry) }).click();
  await expect.element(screen.getByText('Somebody has tried it again already.')).toBeVisible();
});

test('a job that found nothing to propose says so', async () => {
  const screen = await open(job({ completed_at: '2026-11-30T10:00:02Z' }));
  await expect.element(screen.getByText(words.job.nothing)).toBeVisible();
});
