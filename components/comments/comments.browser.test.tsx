import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { show } from '#components/testing/render.tsx';
import { answer, done, inputsOf, refused } from '#components/testing/server.ts';
import type { Thread } from '#lib/comments/core/thread.ts';
import { Commented } from './commented.tsx';
import { commentsText } from './text.ts';

const words = commentsText;
const ME = '00000000-0000-4000-8000-000000000001';
const JUNKO = '00000000-0000-4000-8000-000000000002';
const SPARK = '00000000-0000-4000-8000-000000000010';
const PEOPLE = { [ME]: 'Rae Romero', [JUNKO]: 'Junko Arai' };
const HTML =
  '<h2>What VACUUM does</h2><p>Think of clearing <em>shelves</em>, not of moving.</p><p>Each row is free.</p>';

const thread = (nth: number, more: Partial<Thread> = {}): Thread => ({
  id: `00000000-0000-4000-8000-0000000001${String(nth).padStart(2, '0')}`,
  spark_id: SPARK,
  quote: 'clearing shelves, not',
  before: 'Think of ',
  after: ' of moving.',
  at: 26,
  version: 1,
  created_by: JUNKO,
  created_at: '2026-11-30T10:00:00Z',
  resolved_by: null,
  resolved_at: null,
  gone_in: null,
  comments: [
    {
      id: `00000000-0000-4000-8000-0000000002${String(nth).padStart(2, '0')}`,
      body: 'Please keep this picture.',
      mentions: [],
      created_by: JUNKO,
      created_at: '2026-11-30T10:00:00Z',
      is_edited: false,
      is_deleted: false,
    },
  ],
  ...more,
});

async function open(threads: Thread[], search = '') {
  await page.viewport(1400, 900);
  answer('threads', () => done(threads));
  const people = Object.entries(PEOPLE).map(([user_id, display_name]) => ({ user_id, display_name }));
  answer('members', () => done(people.map((one) => ({ ...one, role: 'editor', email: '', picture: null }))));
  answer('people', () => done(Object.fromEntries(people.map((one) => [one.user_id, { ...one, picture: null }]))));
  answer('workspace', () => done({ name: 'Databases' }));
  const screen = await show(
    <Commented workspace="bakery" user_id={ME} spark_id={SPARK} isWriting={false}>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: written in this file. */}
      <div className="lesson" dangerouslySetInnerHTML={{ __html: HTML }} />
    </Commented>,
    { search },
  );
  await expect.element(page.getByRole('complementary', { name: words.title })).toBeVisible();
  return screen;
}

const lesson = () => document.querySelector('.lesson') as HTMLElement;
const marked = (name: string) => [...(CSS.highlights.get(name) ?? [])].map((range) => String(range));

function select(from: string, to: string): void {
  const texts = document.createTreeWalker(lesson(), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    const text = texts.currentNode as Text;
    if (text.data.includes(from)) range.setStart(text, text.data.indexOf(from));
    if (text.data.includes(to)) range.setEnd(text, text.data.indexOf(to) + to.length);
  }
  getSelection()?.removeAllRanges();
  getSelection()?.addRange(range);
  document.dispatchEvent(new PointerEvent('pointerup'));
}

test('passages are marked over the text, and nothing of the text changes', async () => {
  await open([thread(1), thread(2, { resolved_at: '2026-11-30T11:00:00Z', resolved_by: ME })]);
  await expect.poll(() => marked('comment')).toEqual(['clearing shelves, not']);
  expect(marked('comment-resolved')).toEqual(['clearing shelves, not']);
  expect(lesson().innerHTML).toBe(HTML);
});

test('a passage that is gone keeps its thread, and says in which version it went', async () => {
  const gone = { quote: 'tools that rebuild a table', before: '', after: '' };
  await open([thread(1, { ...gone, gone_in: 31 }), thread(2, gone)]);
  await expect.element(page.getByText(words.goneIn(31))).toBeVisible();
  await expect.element(page.getByText(words.gone, { exact: true })).toBeVisible();
});

test('words are selected, Ctrl+Alt+M, somebody is mentioned, Ctrl+Enter sends', async () => {
  answer('startThreadAction', () => done({ thread_id: thread(1).id, comment_id: thread(1).id }));
  await open([]);
  await expect.element(page.getByText(words.empty)).toBeVisible();
  select('not of', 'Each row');
  await expect.element(page.getByRole('button', { name: /^Comment/ })).toBeVisible();
  await userEvent.keyboard('{Control>}{Alt>}m{/Alt}{/Control}');
  const field = page.getByRole('textbox', { name: words.firstLabel });
  await expect.element(field).toHaveFocus();
  await expect.poll(() => marked('comment-on')).toEqual(['not of moving.Each row']);
  await userEvent.keyboard('Is it, @j');
  await expect.element(page.getByRole('option', { name: /Junko Arai/ })).toHaveAttribute('aria-selected', 'true');
  await userEvent.keyboard('{Enter}');
  await expect.element(field).toHaveValue('Is it, @Junko Arai ');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.poll(() => inputsOf('startThreadAction')).toHaveLength(1);
  expect(inputsOf('startThreadAction')[0]).toMatchObject({
    of: { spark_id: SPARK },
    thread: {
      quote: 'not of moving. Each row',
      before: expect.stringMatching(/shelves, $/),
      after: ' is free.',
      mentions: [JUNKO],
    },
  });
});

test('arrows choose among people, Escape leaves the mention, and of nobody it is said', async () => {
  await open([thread(1)], `thread=${thread(1).id}`);
  const field = page.getByRole('textbox', { name: words.replyLabel });
  await field.click();
  await userEvent.keyboard('@');
  await expect.element(page.getByRole('option', { name: /Rae Romero/ })).toHaveAttribute('aria-selected', 'true');
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(page.getByRole('option', { name: /Junko Arai/ })).toHaveAttribute('aria-selected', 'true');
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('listbox')).not.toBeInTheDocument();
  await userEvent.keyboard('xy');
  await expect.element(page.getByText(words.nobody('Databases', 'xy'))).toBeVisible();
});

test('what was not sent stays, is kept for the next visit, and is sent again', async () => {
  let isUp = false;
  answer('addCommentAction', () => (isUp ? done('id') : refused({ code: 'unavailable', message: 'It is down.' })));
  const { unmount } = await open([thread(1)], `thread=${thread(1).id}`);
  await page.getByRole('textbox', { name: words.replyLabel }).fill('It stays.');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.element(page.getByRole('alert')).toHaveTextContent('Not sent. Your words are kept here. It is down.');
  await unmount();
  await open([thread(1)], `thread=${thread(1).id}`);
  const field = page.getByRole('textbox', { name: words.replyLabel });
  await expect.element(field).toHaveValue('It stays.');
  isUp = true;
  await field.click();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.element(field).toHaveValue('');
  expect(inputsOf('addCommentAction').at(-1)).toEqual({
    thread_id: thread(1).id,
    said: { body: 'It stays.', mentions: [] },
  });
});

test('Ctrl+Shift+Enter resolves, and only one’s own comments can be changed', async () => {
  answer('resolveThreadAction', () => done({ resolved_at: null, resolved_by: null }));
  await open([thread(1)], `thread=${thread(1).id}`);
  await page.getByRole('textbox', { name: words.replyLabel }).click();
  await userEvent.keyboard('{Control>}{Shift>}{Enter}{/Shift}{/Control}');
  await expect.poll(() => inputsOf('resolveThreadAction')).toEqual([{ thread_id: thread(1).id, is_resolved: true }]);
  await expect.element(page.getByRole('button', { name: words.more })).not.toBeInTheDocument();
});
