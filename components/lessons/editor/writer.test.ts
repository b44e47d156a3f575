import type { Node } from '@tiptap/pm/model';
import { expect, test, vi } from 'vitest';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import { lessonSchema as schema } from '#lib/lessons/core/editor/schema.ts';
import { createWriter } from './writer.ts';

const lesson = (words: string) => schema.node('doc', null, schema.node('paragraph', null, schema.text(words)));

/** A writer whose model answers when the test says so. */
function setUp() {
  let doc = lesson('old');
  const asked: { doc: Node; answer: (result: Result<{ markdown: string }>) => void }[] = [];
  let open = {
    save: (sent: Node) => new Promise<Result<{ markdown: string }>>((answer) => asked.push({ doc: sent, answer })),
  };
  const calls = { onMarkdown: vi.fn(), onProblem: vi.fn(), onPending: vi.fn() };
  const writer = createWriter({ doc: () => doc, lesson: () => open, ...calls });
  return {
    writer,
    asked,
    ...calls,
    type: (words: string) => {
      doc = lesson(words);
      writer.touch();
    },
    reopen: (words: string) => {
      doc = lesson(words);
      open = { ...open };
      writer.settle();
    },
  };
}

test('nothing typed is written at once, and nobody is asked', async () => {
  const { writer, asked } = setUp();
  expect(await writer.flush()).toBe(true);
  expect(asked).toHaveLength(0);
});

test('what is typed while it is being written is written as well, before anyone may leave', async () => {
  const { writer, asked, type, onMarkdown, onPending } = setUp();
  type('one');
  expect(onPending).toHaveBeenLastCalledWith(true);
  const flushed = writer.flush();
  type('two');
  asked[0]?.answer(ok({ markdown: 'one' }));
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(onPending).toHaveBeenLastCalledWith(true);
  asked[1]?.answer(ok({ markdown: 'two' }));
  expect(await flushed).toBe(true);
  expect(onMarkdown.mock.calls).toEqual([['one'], ['two']]);
  expect(onPending).toHaveBeenLastCalledWith(false);
});

test('what cannot be written stays pending with its reason, until it can', async () => {
  const { writer, asked, type, onMarkdown, onProblem, onPending } = setUp();
  const refused = fail('invalid_input', 'Undo the last change in it: one');
  type('one');
  const first = writer.flush();
  asked[0]?.answer(refused);
  expect(await first).toBe(false);
  expect(onProblem).toHaveBeenLastCalledWith(refused.problem);
  expect(onPending).toHaveBeenLastCalledWith(true);
  expect(await writer.flush()).toBe(false);
  type('two');
  const second = writer.flush();
  asked[1]?.answer(ok({ markdown: 'two' }));
  expect(await second).toBe(true);
  expect(onProblem).toHaveBeenLastCalledWith(null);
  expect(onMarkdown.mock.calls).toEqual([['two']]);
});

test('a text that came from outside is not written over by an older answer', async () => {
  const { writer, asked, type, reopen, onMarkdown, onPending } = setUp();
  type('mine');
  const flushed = writer.flush();
  reopen('theirs');
  asked[0]?.answer(ok({ markdown: 'mine' }));
  await flushed;
  expect(onMarkdown).not.toHaveBeenCalled();
  expect(onPending).toHaveBeenLastCalledWith(false);
});
