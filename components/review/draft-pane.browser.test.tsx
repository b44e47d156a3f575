import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { attentionText } from './attention-text.ts';
import { item, me, openDraft as open } from './desk.cases.tsx';
import { reviewText } from './text.ts';

const words = reviewText;
const question = (nth: number, needs_distractors = false) => ({
  do: 'add' as const,
  exercise: {
    id: `draft-${nth}`,
    exercise_type: 'true_false',
    stem: `A levain eats flour, number ${nth}`,
    answer: true,
    cognitive_level: 'understand',
    difficulty: 'beginner' as const,
  },
  needs_distractors,
});

test('exercises are decided one by one by key, and sent together once none is left', async () => {
  const exercises = [question(1), question(2), question(3, true)];
  const { screen, decide } = await open(
    item(1, { in_group: 'exercises', kind: 'exercises', body: { kind: 'exercises', spark: null, exercises } }),
  );
  await userEvent.keyboard('a');
  await userEvent.keyboard('r7');
  expect(decide).not.toHaveBeenCalled();
  // One that cannot be approved as it is asks why not instead.
  await userEvent.keyboard('a');
  await expect.element(screen.getByRole('heading', { name: words.rejectTitle })).toBeVisible();
  await userEvent.keyboard('7');
  expect(decide).toHaveBeenCalledExactlyOnceWith({
    do: 'approve',
    parts: [
      { nth: 0, is_approved: true },
      { nth: 1, is_approved: false, reason_code: 7 },
      { nth: 2, is_approved: false, reason_code: 7 },
    ],
  });
});

test('one’s own order can be rejected and not approved, and says why', async () => {
  const { screen, decide } = await open(item(2, { is_own: true }));
  await expect.element(screen.getByText(words.why.own)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: words.approve.new })).toBeDisabled();
  await userEvent.keyboard('a');
  expect(decide).not.toHaveBeenCalled();
  await userEvent.keyboard('r2');
  expect(decide).toHaveBeenCalledExactlyOnceWith({ do: 'reject', reason_code: 2 });
});

test('"something else" needs words', async () => {
  const { screen, decide } = await open(item(3, {}));
  await userEvent.keyboard('r9');
  expect(decide).not.toHaveBeenCalled();
  await screen.getByRole('textbox', { name: words.reasonWords }).fill('It names a shop.');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(decide).toHaveBeenCalledExactlyOnceWith({ do: 'reject', reason_code: 9, reason: 'It names a shop.' });
});

test('a stale one is merged place by place before it can be approved', async () => {
  const lesson = {
    id: me.user_id,
    slug: 'a',
    title: 'A',
    summary: null,
    estimated_mins: 5,
    difficulty: 'beginner' as const,
    content_md: 'Now. End.',
    version: 3,
    base_hash: 'seen',
  };
  const merge = [{ base: 'Base. ', mine: 'Now. ', theirs: 'Draft. ' }, 'End.'];
  const { screen, decide } = await open(
    item(4, {
      in_group: 'stale',
      status: 'stale',
      stale_because: 'changed',
      lesson,
      merge,
      base_md: 'Base. End.',
      html: null,
    }),
  );
  const approve = screen.getByRole('button', { name: words.approve.stale });
  await expect.element(approve).toBeDisabled();
  await screen.getByRole('radio', { name: words.mergeChoices.theirs }).click();
  await expect.element(approve).toBeEnabled();
  await approve.click();
  expect(decide).toHaveBeenCalledExactlyOnceWith({
    do: 'approve',
    base_hash: 'seen',
    final: { content_md: 'Draft. End.' },
  });
});

test('a stale one in which nothing touches each other is approved as it merged', async () => {
  const lesson = {
    id: me.user_id,
    slug: 'a',
    title: 'A',
    summary: null,
    estimated_mins: 5,
    difficulty: 'beginner' as const,
    content_md: 'Now. End.',
    version: 3,
    base_hash: 'seen',
  };
  const { screen, decide } = await open(
    item(5, {
      in_group: 'stale',
      status: 'stale',
      stale_because: 'changed',
      lesson,
      merge: ['Now. Draft.'],
      base_md: 'Base. End.',
      html: null,
      difference: [{ change: 'changed', html: '<p>Now. Draft.</p>' }],
    }),
  );
  await expect.element(screen.getByText(words.mergedHelp)).toBeVisible();
  await userEvent.keyboard('a');
  expect(decide).toHaveBeenCalledExactlyOnceWith({
    do: 'approve',
    base_hash: 'seen',
    final: { content_md: 'Now. Draft.' },
  });
});

test('exercises for a lesson that changed show what changed, and are approved for what it says now', async () => {
  const lesson = {
    id: me.user_id,
    slug: 'a',
    title: 'A',
    summary: null,
    estimated_mins: 5,
    difficulty: 'beginner' as const,
    content_md: 'Now.',
    version: 3,
    base_hash: 'seen',
  };
  const { screen, decide } = await open(
    item(6, {
      in_group: 'stale',
      kind: 'exercises',
      status: 'stale',
      stale_because: 'changed',
      lesson,
      base_md: 'Before.',
      html: null,
      difference: [{ change: 'changed', html: '<p>Now.</p>' }],
      body: { kind: 'exercises', spark: null, exercises: [question(1)] },
    }),
  );
  await expect.element(screen.getByRole('region', { name: words.changedSince })).toBeVisible();
  await userEvent.keyboard('a');
  expect(decide).toHaveBeenCalledExactlyOnceWith({
    do: 'approve',
    parts: [{ nth: 0, is_approved: true }],
    base_hash: 'seen',
  });
});

test('a number goes to its finding, and G asks for another version with what was said', async () => {
  const [goToFinding, regenerate] = [vi.fn(), vi.fn()];
  const finding = { severity: 'consider', subject: 'levain', passage: 'levain' } as const;
  const { screen } = await open(
    item(7, {
      findings: [
        { ...finding, code: 'undefined_term', reason: 'It is not said what it is.' },
        { ...finding, code: 'no_goal', reason: 'It has no goal.' },
      ],
      job: {
        id: me.user_id,
        kind: 'spark_draft',
        title: 'J',
        topic: null,
        priority: 'balanced',
        length: 'medium',
        source_ids: [],
        is_model: true,
        is_lesson: false,
        is_writing: false,
      },
    }),
    { goToFinding, regenerate },
  );
  await userEvent.keyboard('2');
  expect(goToFinding).toHaveBeenCalledExactlyOnceWith(1);
  await userEvent.keyboard('g');
  await screen.getByRole('textbox', { name: words.regenerate.instruction }).fill('Shorter.');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  expect(regenerate).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ title: 'Feed a levain' }), 'Shorter.');
});

test('a key that comes too early approves nothing, and the same key does once it may', async () => {
  const risky = item(20, { risks: ['much_changed'], changed_share: 0.62 });
  const early = await open(risky, { holdsRisk: true, claimed: { id: risky.id, opens_at: Date.now() + 600_000 } });
  const line = early.screen.getByText(attentionText.gate.what.much_changed(0.62));
  await expect.element(line).toBeVisible();
  await userEvent.keyboard('a');
  expect(early.decide).not.toHaveBeenCalled();
  expect(line.element().parentElement?.dataset.early).toBe('true');
  early.screen.unmount();
  const late = await open(risky, { holdsRisk: true, claimed: { id: risky.id, opens_at: 0 } });
  await userEvent.keyboard('a');
  expect(late.decide).toHaveBeenCalledExactlyOnceWith({ do: 'approve' });
});
