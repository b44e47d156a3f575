import { useState } from 'react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { held } from '#components/testing/dialog.tsx';
import { show } from '#components/testing/render.tsx';
import { answer, done, inputsOf, refused } from '#components/testing/server.ts';
import { uiText } from '#components/ui/text.ts';
import { NO_SNAPSHOT } from '#lib/base/core/id.ts';
import type { Snapshot } from '#lib/snapshots/data/snapshots.ts';
import { Promotion } from './promotion.tsx';
import { snapshotsText as words } from './text.ts';

const snapshot = (id: string, status: Snapshot['status']): Snapshot => ({
  id,
  status,
  version_label: `Edition ${id}`,
  name: null,
  description: null,
  created_at: '2026-03-01T08:00:00Z',
  created_by: null,
  staged_at: null,
  promoted_at: null,
  promoted_by: null,
  promotion: null,
  parent_id: null,
  names_reviewers: false,
  entity_counts: {},
  change_counts: {},
  header: null,
  content_hash: null,
  is_pinned: false,
  ordinal: 1,
  seq: 1,
  workspace_id: 'w',
});
const CURRENT = snapshot('now', 'current');
const READY = snapshot('next', 'ready');
const EARLIER = snapshot('before', 'archived');

const onDone = vi.fn();
beforeEach(() => {
  onDone.mockReset();
  answer('difference-counts', () =>
    done({ total: 3, kinds: [{ kind: 'spark', added: 2, removed: 0, changed: 1 }], added: 2, removed: 0, changed: 1 }),
  );
  answer('promoteSnapshotAction', () => done(null));
  answer('rollbackSnapshotAction', () => done(null));
});

/** As pages have it: always there, and open while something is asked. */
function Asking({ target, current }: { target: Snapshot; current: Snapshot | null }) {
  const [asked, setAsked] = useState<Snapshot | null>(null);
  return (
    <>
      <button type="button" onClick={() => setAsked(target)}>
        Ask
      </button>
      <Promotion workspace="bakery" current={current} target={asked} onClose={() => setAsked(null)} onDone={onDone} />
    </>
  );
}

async function open(target: Snapshot, current: Snapshot | null = CURRENT) {
  const screen = await show(<Asking target={target} current={current} />);
  const trigger = screen.getByRole('button', { name: 'Ask', exact: true });
  (trigger.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  const isBack = target.status === 'archived';
  const title = isBack ? words.rollBackTitle(target.version_label) : words.promoteTitle(target.version_label);
  const dialog = screen.getByRole('alertdialog', { name: title });
  await expect.element(dialog).toBeVisible();
  const confirm = dialog.getByRole('button', { name: isBack ? words.rollBackConfirm : words.promote });
  return { ...screen, dialog, trigger, confirm };
}

describe('promoting a snapshot', () => {
  test('says what readers will see change and which way leads back, and is one key away', async () => {
    const { dialog, confirm, trigger, getByText } = await open(READY);
    await expect.element(dialog.getByText(words.promoteLead)).toBeVisible();
    await expect.element(dialog.getByText('Sparks')).toBeVisible();
    await expect.element(dialog.getByText(words.wayBack('Edition now'))).toBeVisible();
    expect(inputsOf('difference-counts')[0]).toEqual({ before: 'now', after: 'next' });
    await expect.element(confirm).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog).not.toBeInTheDocument();
    // In place of the one that it was compared with, so that two who promote at once do not overtake each other.
    expect(inputsOf('promoteSnapshotAction')).toEqual([{ snapshot_id: 'next', instead_of: 'now' }]);
    expect(onDone).toHaveBeenCalledOnce();
    await expect.element(trigger).toHaveFocus();
    await expect.element(getByText(words.promoteDone('Edition next'))).toBeVisible();
  });

  test('can be taken back where it is told', async () => {
    const { confirm, getByRole, getByText } = await open(READY);
    await confirm.click();
    await getByRole('button', { name: words.rollBack }).click();
    await expect.poll(() => inputsOf('rollbackSnapshotAction')).toEqual([{ snapshot_id: 'now', instead_of: 'next' }]);
    await expect.element(getByText(words.rollBackDone('Edition now'))).toBeVisible();
  });

  test('for the first time compares with nothing, and there is no way back to tell of', async () => {
    const { dialog, confirm } = await open(READY, null);
    await expect.element(dialog.getByText(words.promoteFirst, { exact: false })).toBeVisible();
    await confirm.click();
    await expect
      .poll(() => inputsOf('promoteSnapshotAction'))
      .toEqual([{ snapshot_id: 'next', instead_of: NO_SNAPSHOT }]);
    expect(inputsOf('difference-counts')).toEqual([]);
  });

  test('is done once, however often one presses, and stays open until it is done', async () => {
    const { answered, letGo } = held(done(null));
    answer('promoteSnapshotAction', answered);
    const { dialog, confirm, getByRole } = await open(READY);
    await confirm.click();
    await expect.element(getByRole('button', { name: `${uiText.pending} ${words.promote}` })).toBeVisible();
    await userEvent.keyboard('{Enter}');
    expect(inputsOf('promoteSnapshotAction')).toHaveLength(1);
    await expect.element(dialog).toBeVisible();
    letGo();
    await expect.element(dialog).not.toBeInTheDocument();
  });

  test('that was refused says why in place, and can be tried again', async () => {
    const message = 'Readers have got another snapshot meanwhile. Look at what changes for them now.';
    answer('promoteSnapshotAction', () => refused({ code: 'stale', message }));
    const { dialog, confirm } = await open(READY);
    await confirm.click();
    await expect.element(dialog.getByText(words.failedPromote)).toBeVisible();
    await expect.element(dialog.getByText(message)).toBeVisible();
    expect(onDone).not.toHaveBeenCalled();
    answer('promoteSnapshotAction', () => done(null));
    await confirm.click();
    await expect.element(dialog).not.toBeInTheDocument();
  });
});

describe('rolling back', () => {
  test('says that working content stays, and does not promise a way back in the same words', async () => {
    const { dialog, confirm, getByText } = await open(EARLIER);
    await expect.element(dialog.getByText(words.rollBackLead)).toBeVisible();
    await expect.element(dialog.getByText(words.wayBack('Edition now'))).not.toBeInTheDocument();
    await confirm.click();
    await expect.poll(() => inputsOf('rollbackSnapshotAction')).toEqual([{ snapshot_id: 'before', instead_of: 'now' }]);
    expect(inputsOf('promoteSnapshotAction')).toEqual([]);
    await expect.element(getByText(words.rollBackDone('Edition before'))).toBeVisible();
  });

  test('can be taken back where it is told: the other is promoted again', async () => {
    const { confirm, getByRole } = await open(EARLIER);
    await confirm.click();
    await getByRole('button', { name: words.again }).click();
    await expect.poll(() => inputsOf('promoteSnapshotAction')).toEqual([{ snapshot_id: 'now', instead_of: 'before' }]);
  });

  test('that was refused says that nothing was rolled back', async () => {
    const message = 'This snapshot has been cleaned up.';
    answer('rollbackSnapshotAction', () => refused({ code: 'not_found', message }));
    const { dialog, confirm } = await open(EARLIER);
    await confirm.click();
    await expect.element(dialog.getByText(words.failedRollBack)).toBeVisible();
    await expect.element(dialog.getByText(message)).toBeVisible();
  });
});

test('while it is counted what changes, that is said; where it cannot be counted, why', async () => {
  const { answered, letGo } = held(refused({ code: 'unavailable', message: 'The database did not answer.' }));
  answer('difference-counts', answered);
  const { dialog } = await open(READY);
  await expect.element(dialog.getByText(words.counting)).toBeInTheDocument();
  letGo();
  await expect.element(dialog.getByText('The database did not answer.')).toBeVisible();
});

test('two that hold the same are said to', async () => {
  answer('difference-counts', () => done({ total: 0, kinds: [] }));
  const { dialog } = await open(READY);
  await expect.element(dialog.getByText(words.readersSeeNothing)).toBeVisible();
});

test('Escape promotes nothing, and the focus goes back', async () => {
  const { dialog, trigger } = await open(READY);
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(trigger).toHaveFocus();
  expect(inputsOf('promoteSnapshotAction')).toEqual([]);
});
