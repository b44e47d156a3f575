import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { listUnsaved } from '#components/shell/leave.tsx';
import { show } from '#components/testing/render.tsx';
import type { Draft } from '#lib/lessons/core/draft.ts';
import { LessonStatus } from './lesson-status.tsx';
import { LessonSync } from './lesson-sync.ts';
import { workbenchText } from './text.ts';

const words = workbenchText.proposing;
const LESSON = { content_md: '# Levain\n\nIt rises.\n', version: 1 };
const LONGER = `${LESSON.content_md}\nOr not.\n`;

/** A lesson whose changes are proposed, with an editor that writes when it is told to. */
async function held() {
  let waiting: Draft | null = null;
  const lesson = new LessonSync(LESSON, {
    save: async () => {
      throw new Error('nothing is saved by itself here');
    },
    load: async () => ({ ok: true, lesson: LESSON }),
    draft: {
      get: () => waiting,
      set: (draft) => {
        waiting = draft;
      },
    },
    now: () => new Date('2026-11-30T12:00:00Z'),
  });
  lesson.hold(true);
  const write = async () => {
    lesson.write(LONGER);
    lesson.pending(false);
    return true;
  };
  await show(
    <LessonStatus lesson={lesson} title="Levain" save={async () => false} write={write} onTrouble={() => undefined} />,
  );
  return { lesson, write, waiting: () => waiting?.text };
}

test('what the editor has not written yet is not called kept, and leaving waits for it', async () => {
  const { lesson, waiting } = await held();
  lesson.pending(true);
  await expect.element(page.getByText(words.keeping)).toBeVisible();
  expect(page.getByText(words.kept).elements()).toHaveLength(0);

  const [guarded] = listUnsaved();
  expect(guarded?.title).toBe('Levain');
  expect(await guarded?.save()).toBe(true);
  await expect.element(page.getByText(words.kept)).toBeVisible();
  expect(listUnsaved()).toEqual([]);
  lesson.leaving();
  expect(waiting()).toBe(LONGER);
});

test('a change of one’s mind about all of it leaves nothing to keep', async () => {
  const { lesson, write, waiting } = await held();
  lesson.pending(true);
  await write();
  await expect.element(page.getByText(words.kept)).toBeVisible();
  lesson.discard();
  await expect.poll(() => page.getByText(words.kept).elements().length).toBe(0);
  expect(waiting()).toBeUndefined();
});
