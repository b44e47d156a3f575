import { useState } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show } from '#components/testing/render.tsx';
import { answer, done } from '#components/testing/server.ts';
import type { ExerciseOf } from '#lib/exercises/core/exercise.ts';
import { FormProvider } from './form-context.tsx';
import { MarkdownField } from './markdown-field.tsx';

const OPEN = {
  objectives: [],
  problems: [],
  exercise_id: 'ex_1',
  place: 0,
  hash: '00000000-0000-4000-8000-000000000000',
  version: 1,
  stored: { id: 'ex_1', exercise_type: 'true_false', stem: 'Plain' },
};

/** Two fields of one exercise, each written on top of the whole, as the form does it. */
function Both() {
  const [exercise, setExercise] = useState<Pick<ExerciseOf<'true_false'>, 'stem' | 'rationale_right'>>({
    stem: 'Look at this:',
    rationale_right: '',
  });
  return (
    <FormProvider workspace="demo" spark_id="s" open={OPEN}>
      <MarkdownField label="Question" value={exercise.stem} onChange={(stem) => setExercise({ ...exercise, stem })} />
      <MarkdownField
        label="Why it is right"
        value={exercise.rationale_right ?? ''}
        onChange={(rationale_right) => setExercise({ ...exercise, rationale_right })}
      />
    </FormProvider>
  );
}

/** Requests of uploads, each answered when the test says so. */
class Request {
  static sent: Request[] = [];
  upload = { onprogress: null };
  response: unknown = null;
  responseType = '';
  status = 200;
  onload: (() => void) | null = null;
  open() {}
  setRequestHeader() {}
  abort() {}
  send() {
    Request.sent.push(this);
  }
}
afterEach(() => {
  vi.unstubAllGlobals();
  Request.sent = [];
});

const picture = { address: '/assets/0123/leaf.png', path: 'leaf.png', media_type: 'image/png', alt_text: null };

test('a picture that arrives late is put in, and takes nothing back that was typed meanwhile', async () => {
  vi.stubGlobal('XMLHttpRequest', Request);
  answer('assets', () => done({ items: [], has_more: false }));
  const page = await show(<Both />);
  const question = page.getByRole('textbox', { name: 'Question' });
  await userEvent.click(question);
  await userEvent.keyboard('{End}');
  const clipboardData = new DataTransfer();
  clipboardData.items.add(new File(['x'], 'leaf.png', { type: 'image/png' }));
  question.element().dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  await expect.element(page.getByText('“leaf.png” is on its way.')).toBeVisible();

  const why = page.getByRole('textbox', { name: 'Why it is right' });
  await userEvent.click(why);
  await userEvent.keyboard('Because.');
  const [request] = Request.sent;
  if (request) request.response = picture;
  request?.onload?.();
  await expect.element(question).toHaveValue('Look at this: ![](/assets/0123/leaf.png)');
  await expect.element(why).toHaveValue('Because.');
  await expect.element(why).toHaveFocus();
});
