import { beforeEach, describe, expect, test, vi } from 'vitest';
import { show, testQueries } from '#components/testing/render.tsx';
import { answer, done, inputsOf, refused } from '#components/testing/server.ts';
import { draftKey, writeKept } from '#lib/lessons/core/draft.ts';
import { DraftSender } from './draft-sender.tsx';
import { useSignOut } from './sign-out.tsx';
import { draftsText } from './text.ts';
import { WaitingDrafts } from './waiting-drafts.tsx';
import { WhoProvider } from './who.tsx';

const ED = '00000000-0000-4000-8000-0000000000ed';
const RAE = '00000000-0000-4000-8000-0000000000ae';
const HERE = { id: '00000000-0000-4000-8000-000000000001', slug: 'bakery', name: 'Bakery' };
const ELSEWHERE = { id: '00000000-0000-4000-8000-000000000002', slug: 'brewery', name: 'Brewery' };
const SPARK = '00000000-0000-4000-8000-000000000003';

/** Writes down what somebody could not send. */
function keep(user_id: string, workspace_id: string, title: string, at = '2026-01-01T12:00:00.000Z') {
  const key = draftKey({ user_id, workspace_id, spark_id: SPARK });
  localStorage.setItem(key, writeKept({ text: 'One.\n\nTwo!\n', base: 'One.\n', at, title, slug: 'dough' }));
  return key;
}

const signOut = vi.fn(async () => undefined);

function Page({ sends }: { sends: boolean }) {
  const { signOut: ask, dialog } = useSignOut(signOut);
  return (
    <>
      {sends && <DraftSender />}
      <WaitingDrafts />
      <button type="button" onClick={ask}>
        Sign out
      </button>
      {dialog}
    </>
  );
}

const as = (user_id: string, { sends = false } = {}) =>
  show(
    <WhoProvider user_id={user_id} here={HERE} workspaces={[HERE, ELSEWHERE]}>
      <Page sends={sends} />
    </WhoProvider>,
    { queries: testQueries() },
  );

beforeEach(() => {
  localStorage.clear();
  signOut.mockClear();
  answer('lesson', () => done({ id: SPARK, content_md: 'One.\n', version: 3, updated_by: null }));
});

describe('what waits on this device', () => {
  test('is shown to whoever wrote it, and to nobody else who signs in there', async () => {
    keep(ED, HERE.id, 'Dough');
    const ed = await as(ED);
    await expect.element(ed.getByRole('listitem', { name: 'Dough' })).toBeVisible();
    await expect
      .element(ed.getByRole('link', { name: draftsText.openOf('Dough') }))
      .toHaveAttribute('href', '/w/bakery/sparks/dough?edit=1');
    await ed.unmount();
    const rae = await as(RAE, { sends: true });
    await rae.getByRole('button', { name: 'Sign out' }).click();
    expect(signOut).toHaveBeenCalledOnce();
    await expect.element(rae.getByText(draftsText.heading)).not.toBeInTheDocument();
    expect(inputsOf('updateEntityAction')).toEqual([]);
    expect(localStorage.length).toBe(1);
  });

  test('is sent from any page, in the name of whoever wrote it, wherever it belongs', async () => {
    answer('updateEntityAction', () => done({ id: SPARK, version: 4, updated_at: '2026-01-02T00:00:00Z' }));
    keep(ED, ELSEWHERE.id, 'Dough');
    const { getByText } = await as(ED, { sends: true });
    await expect.poll(() => localStorage.length).toBe(0);
    await expect.element(getByText(draftsText.heading)).not.toBeInTheDocument();
    expect(inputsOf('updateEntityAction')).toEqual([
      { kind: 'spark', id: SPARK, version: 3, patch: { content_md: 'One.\n\nTwo!\n' }, author: ED },
    ]);
  });

  test('is sent when the network is back', async () => {
    const offline = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    answer('updateEntityAction', () => done({ id: SPARK, version: 4, updated_at: '2026-01-02T00:00:00Z' }));
    keep(ED, HERE.id, 'Dough');
    const { getByRole } = await as(ED, { sends: true });
    await expect
      .element(getByRole('listitem', { name: 'Dough' }).getByText(draftsText.waits, { exact: false }))
      .toBeVisible();
    expect(inputsOf('updateEntityAction')).toEqual([]);
    offline.mockRestore();
    dispatchEvent(new Event('online'));
    await expect.poll(() => localStorage.length).toBe(0);
  });

  test('stays and says why where it is refused', async () => {
    const message = 'Somebody else is signed in on this browser now.';
    answer('updateEntityAction', () => refused({ code: 'wrong_state', message }));
    const key = keep(ED, HERE.id, 'Dough');
    const { getByRole } = await as(ED, { sends: true });
    await expect.element(getByRole('listitem', { name: 'Dough' }).getByText(message, { exact: false })).toBeVisible();
    expect(localStorage.getItem(key)).not.toBeNull();
  });

  test('says where the same words were changed by somebody else', async () => {
    answer('lesson', () => done({ id: SPARK, content_md: 'Uno.\n', version: 5, updated_by: null }));
    const key = draftKey({ user_id: ED, workspace_id: HERE.id, spark_id: SPARK });
    const draft = { text: 'Eins.\n', base: 'One.\n', at: '2026-01-01T12:00:00.000Z', title: 'Dough', slug: 'dough' };
    localStorage.setItem(key, writeKept(draft));
    const { getByRole } = await as(ED, { sends: true });
    await expect
      .element(getByRole('listitem', { name: 'Dough' }).getByText(draftsText.conflict, { exact: false }))
      .toBeVisible();
    expect(inputsOf('updateEntityAction')).toEqual([]);
  });

  test('is thrown away only after one has said so', async () => {
    keep(ED, HERE.id, 'Dough');
    const { getByRole } = await as(ED);
    await getByRole('button', { name: draftsText.discardOf('Dough') }).click();
    expect(localStorage.length).toBe(1);
    await getByRole('button', { name: draftsText.discardConfirm }).click();
    await expect.poll(() => localStorage.length).toBe(0);
    await expect.element(getByRole('listitem', { name: 'Dough' })).not.toBeInTheDocument();
  });

  test('appears when another tab writes it', async () => {
    const { getByRole } = await as(ED);
    const key = keep(ED, ELSEWHERE.id, 'Hops');
    dispatchEvent(new StorageEvent('storage', { key }));
    await expect
      .element(getByRole('listitem', { name: 'Hops' }).getByText(draftsText.elsewhere('Brewery'), { exact: false }))
      .toBeVisible();
  });
});

describe('signing out with something that waits', () => {
  test.each([
    [draftsText.signOutKeep, 1, 1],
    [draftsText.signOutDiscard, 1, 0],
    [draftsText.stay, 0, 1],
  ])('%s', async (label, times, left) => {
    keep(ED, HERE.id, 'Dough');
    const { getByRole } = await as(ED);
    await getByRole('button', { name: 'Sign out' }).click();
    const dialog = getByRole('alertdialog', { name: draftsText.signOutTitle(1) });
    await expect.element(dialog.getByText('Dough', { exact: false })).toBeVisible();
    expect(signOut).not.toHaveBeenCalled();
    await getByRole('button', { name: label }).click();
    await expect.element(dialog).not.toBeInTheDocument();
    expect(signOut).toHaveBeenCalledTimes(times);
    expect(localStorage.length).toBe(left);
  });
});
