import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show, WORKSPACE } from '#components/testing/render.tsx';
import { answer, done, inputsOf, refused } from '#components/testing/server.ts';
import type { Outline } from '#lib/generation/core/outline.ts';
import type { ShownJob } from '#lib/generation/queries/jobs.ts';
import { JobPage } from '../job/job-page.tsx';
import { CoursePage } from './course-page.tsx';
import { courseText } from './text.ts';

const words = courseText;
const ID = '00000000-0000-4000-8000-000000000001';
const NOBODY = { providers: [], routes: [], prices: [] };

const lesson = (title: string, more: object = {}) => ({
  title,
  title_anchor: null,
  anchor: { source: 0, from: 0, to: 0 },
  summary: null,
  words: 0,
  minutes: 5,
  bloom: 'apply',
  objectives: [`Use ${title}`],
  ...more,
});
const outline = (...titles: string[]): Outline => ({
  title: 'Git',
  modules: [{ title: 'Start', lessons: titles.map((title) => lesson(title)) }],
});
type Step = ShownJob['steps'][number];
const step = (nth: number, kind: string, status: Step['status'], more: Partial<Step> = {}): Step => ({
  id: `00000000-0000-4000-8000-0000000001${String(nth).padStart(2, '0')}`,
  kind,
  step_name: kind,
  step_order: nth,
  status,
  tries: 1,
  ready_at: null,
  params: {},
  cost_micros: 0,
  started_at: null,
  completed_at: null,
  problem: null,
  summary: null,
  left_out: null,
  ...more,
});
const course = (more: Partial<ShownJob> = {}): ShownJob => ({
  id: ID,
  ordinal: 1,
  job_kind: 'course',
  title: 'Git',
  place: null,
  status: 'in_progress',
  held: 'approval',
  step_progress: 2,
  total_steps: 4,
  current_step: null,
  reserved_micros: 0,
  unknown_micros: 0,
  budget_micros: null,
  cost_micros: 289_000,
  problem: null,
  asked_by: ID,
  asked_by_name: 'Mira',
  ended_by_name: null,
  proposals: 0,
  created_at: '2026-11-30T10:00:00Z',
  started_at: '2026-11-30T10:00:00Z',
  completed_at: null,
  params: { maker: 'model' },
  steps: [
    step(1, 'ask', 'completed', { step_name: 'gap_analysis', params: { report: 'gap_analysis' } }),
    step(2, 'approval', 'pending'),
  ],
  made: [],
  sources: [],
  outline: null,
  curriculum: { outline: outline('A', 'B'), version: 0, by_name: null, at: null },
  maker: 'model',
  is_test: false,
  may_settle: false,
  may_decide: true,
  may_approve: true,
  ...more,
});
const written = (more: Partial<ShownJob> = {}): ShownJob =>
  course({
    status: 'completed',
    held: null,
    steps: [
      step(1, 'approval', 'completed'),
      step(2, 'ask', 'completed', { params: { lesson: 0 }, cost_micros: 5_000 }),
      step(3, 'ask', 'completed', {
        params: { lesson: 1 },
        problem: { code: 'invalid_input', message: 'Too short.' },
      }),
    ],
    made: [
      { id: ID, step_run_id: step(2, '', 'completed').id, kind: 'spark', title: 'A', status: 'pending', words: 900 },
    ],
    ...more,
  });

function open(job: ShownJob) {
  answer('models', () => done(NOBODY));
  answer('job-requests', () => done([]));
  return show(<CoursePage workspace={WORKSPACE} job={job} />);
}

test('a curriculum is edited in place, moved by keys, saved under its version and approved as it stands', async () => {
  answer('saveOutlineAction', () => done(1));
  answer('approveOutlineAction', () => done(null));
  const screen = await open(course());
  await screen.getByRole('textbox', { name: words.curriculum.lesson(1), exact: true }).fill('Versions');
  await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
  await expect.element(screen.getByRole('textbox', { name: words.curriculum.lesson(2), exact: true })).toHaveFocus();
  await expect
    .poll(() => inputsOf<{ outline: Outline; version: number }>('saveOutlineAction'))
    .toMatchObject([{ version: 0, outline: { modules: [{ lessons: [{ title: 'B' }, { title: 'Versions' }] }] } }]);
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect
    .poll(() => inputsOf('approveOutlineAction'))
    .toMatchObject([{ version: 1, outline: { modules: [{ lessons: [{ title: 'B' }, { title: 'Versions' }] }] } }]);
});

test('what somebody else saved keeps from approving until it was looked at', async () => {
  const theirs = { outline: outline('A', 'C'), version: 1, by_name: 'Timo', at: null };
  let seen = course();
  answer('models', () => done(NOBODY));
  answer('job', () => done(seen));
  answer('saveOutlineAction', () => {
    seen = course({ curriculum: theirs });
    return refused({ code: 'stale', message: 'Somebody saved before.' });
  });
  const screen = await show(<JobPage workspace={WORKSPACE} job_id={ID} />);
  await screen.getByRole('textbox', { name: words.curriculum.lesson(1), exact: true }).fill('Mine');
  await expect.element(screen.getByText(words.curriculum.conflict('Timo'))).toBeVisible();
  const approve = screen.getByRole('button', { name: new RegExp(words.curriculum.approve) });
  await expect.element(approve).toBeDisabled();
  await screen.getByRole('button', { name: words.curriculum.showTheirs }).click();
  await expect.element(approve).toBeEnabled();
  await expect.element(screen.getByRole('textbox', { name: words.curriculum.lesson(2), exact: true })).toHaveValue('C');
});

test('a lesson without a title is not sent', async () => {
  const screen = await open(course());
  await screen.getByRole('textbox', { name: words.curriculum.lesson(1), exact: true }).fill('');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.element(screen.getByText(words.curriculum.empty)).toBeVisible();
  expect(inputsOf('approveOutlineAction')).toEqual([]);
});

test('whoever may not approve reads the curriculum, and is told who can', async () => {
  const reader = await open(course({ may_approve: false, may_decide: false }));
  await expect.element(reader.getByText(words.curriculum.waits)).toBeVisible();
  expect(reader.getByRole('button', { name: new RegExp(words.curriculum.approve) }).elements()).toHaveLength(0);
});

test('what speaks against a course is told, a lesson is written anew after an instruction, and a refusal is told', async () => {
  answer('regenerateLessonAction', () =>
    refused({ code: 'conflict', message: 'This lesson is being written already.' }),
  );
  const screen = await open(written());
  await expect.element(screen.getByText(words.findings.no_text(2, 'B'))).toBeVisible();
  await screen.getByRole('button', { name: words.findings.regenerate }).click();
  await screen.getByRole('button', { name: words.lessons.regenerateOf('B') }).click();
  await screen.getByRole('textbox', { name: words.lessons.instruction }).fill('Longer');
  await screen.getByRole('button', { name: words.lessons.goPlain, exact: true }).click();
  await expect
    .poll(() => inputsOf('regenerateLessonAction'))
    .toEqual([{ job_id: ID, lesson: 1, instruction: 'Longer' }]);
  await expect.element(screen.getByText('This lesson is being written already.')).toBeVisible();
});

test('one that is paused goes on where it stopped', async () => {
  answer('resumeJobAction', () => done(null));
  const screen = await open(written({ status: 'in_progress', held: 'pause' }));
  await expect.element(screen.getByText(words.stoppedWhy(1, 1))).toBeVisible();
  await screen.getByRole('button', { name: new RegExp(words.goOn) }).click();
  await expect.poll(() => inputsOf('resumeJobAction')).toEqual([{ job_id: ID, budget_micros: null }]);
});
