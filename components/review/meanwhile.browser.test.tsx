import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show, testQueries, WORKSPACE } from '#components/testing/render.tsx';
import { answer, done } from '#components/testing/server.ts';
import type { MergePart } from '#lib/lessons/core/text-merge.ts';
import type { Decision, QueueItem, ReviewQueue } from '#lib/review/core/proposal.ts';
import type { ShownItem } from '#lib/review/services/items.ts';
import { keep } from '../generation/start/kept.ts';
import { deskOf, item, me, openDraft } from './desk.cases.tsx';
import { DraftPane } from './draft-pane.tsx';
import { reviewText } from './text.ts';
import { useDesk } from './use-desk.ts';

// What a reviewer has in hand while others go on: edits, choices, and the draft in front of them.

const words = reviewText;
const lesson = (content_md: string, base_hash: string) => ({
  id: me.user_id,
  slug: 'a',
  title: 'A',
  summary: null,
  estimated_mins: 5,
  difficulty: 'beginner' as const,
  content_md,
  version: 3,
  base_hash,
});

test('an edit that was begun on another text of the lesson is not sent', async () => {
  const shown = item(20, { in_group: 'rewrite', lesson: lesson('Now.', 'now') });
  keep(`review-edit.${me.user_id}.${shown.id}`, { text: 'Edited words.', of: 'before pending' });
  const { screen, decide } = await openDraft(shown);
  await userEvent.keyboard('a');
  expect(decide).toHaveBeenCalledExactlyOnceWith({ do: 'approve' });
  await expect.element(screen.getByRole('heading', { name: words.editTitle })).not.toBeInTheDocument();
});

test('an edit of the text that would be written is shown again before anything is approved', async () => {
  const shown = item(21, { in_group: 'rewrite', lesson: lesson('Now.', 'now') });
  keep(`review-edit.${me.user_id}.${shown.id}`, { text: 'Edited words.', of: 'now pending' });
  const { screen, decide } = await openDraft(shown);
  await userEvent.keyboard('a');
  await expect.element(screen.getByRole('heading', { name: words.editTitle })).toBeVisible();
  expect(decide).not.toHaveBeenCalled();
});

const stale = (merge: MergePart[], base_hash: string): ShownItem =>
  item(22, {
    in_group: 'stale',
    status: 'stale',
    stale_because: 'changed',
    lesson: lesson('Now.', base_hash),
    merge,
    base_md: 'Base.',
    html: null,
  });
const places = {
  first: { base: 'One. ', mine: 'One now. ', theirs: 'One drafted. ' },
  second: { base: 'Two. ', mine: 'Two now. ', theirs: 'Two drafted. ' },
};

/** A stale draft whose lesson moves once more when somebody else saves. */
function Moving({ decide }: { decide: (decision: Decision) => void }) {
  const [shown, setShown] = useState(() => stale([places.second, 'End.'], 'seen'));
  return (
    <>
      <button
        type="button"
        onClick={() => setShown(stale([places.first, 'Between. ', places.second, 'End.'], 'later'))}
      >
        Move
      </button>
      <DraftPane workspace={WORKSPACE} desk={deskOf(decide)} item={shown} me={me} />
    </>
  );
}

test('what was chosen at a place still holds when the lesson moves again before it', async () => {
  const decide = vi.fn<(decision: Decision) => void>();
  const screen = await show(<Moving decide={decide} />);
  await screen.getByRole('radio', { name: words.mergeChoices.theirs }).click();
  await screen.getByRole('button', { name: 'Move' }).click();
  await expect.element(screen.getByText(words.mergeLeft(1)).first()).toBeVisible();
  const place = (nth: number) => screen.getByRole('region', { name: words.mergePlace(nth) });
  await expect.element(place(2).getByRole('radio', { name: words.mergeChoices.theirs })).toBeChecked();
  await place(1).getByRole('radio', { name: words.mergeChoices.mine }).click();
  await screen.getByRole('button', { name: words.approve.stale }).click();
  expect(decide).toHaveBeenCalledExactlyOnceWith({
    do: 'approve',
    base_hash: 'later',
    final: { content_md: 'One now. Between. Two drafted. End.' },
  });
});

const row = (nth: number): QueueItem => {
  const { body, final, lesson: _, job, behind, decided, versions, ...shown } = item(nth, { title: `Draft ${nth}` });
  return {
    ...shown,
    job_id: null,
    parts: null,
    words: null,
    human_share: null,
    reason_code: null,
    decided_at: null,
    assigned: null,
  };
};

function OpenOne() {
  const desk = useDesk(WORKSPACE, me);
  return (
    <p>
      {desk.waiting.length} wait, open: {desk.item.data?.title ?? 'none'}
    </p>
  );
}

test('a draft that is open stays open when another comes to stand before it', async () => {
  let rows = [row(31)];
  const queue = (): ReviewQueue => ({
    total: rows.length,
    may_approve_own: false,
    counts: { open: rows.length, mine: 0, asked: 0, stale: 0, all: rows.length },
    groups: { new: rows.length },
    decided_today: 0,
    items: rows,
  });
  answer('review-queue', () => done(queue()));
  answer('review-item', ({ proposal_id }: { proposal_id: string }) => {
    const nth = Number(proposal_id.slice(-2));
    return done(item(nth, { title: `Draft ${nth}` }));
  });
  answer('claimProposalAction', () => done({ until: '2026-11-30T10:10:00Z' }));
  answer('releaseProposalAction', () => done(null));
  const queries = testQueries();
  const screen = await show(<OpenOne />, { queries });
  await expect.element(screen.getByText('1 wait, open: Draft 31')).toBeVisible();
  rows = [row(30), row(31)];
  await queries.invalidateQueries({ queryKey: [WORKSPACE, 'review', 'queue'] });
  await expect.element(screen.getByText('2 wait, open: Draft 31')).toBeVisible();
});
