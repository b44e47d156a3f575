import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show } from '#components/testing/render.tsx';
import type { ToldCheck } from '#lib/review/core/told-check.ts';
import { attentionText } from './attention-text.ts';
import { DecisionBar, DecisionStrip } from './decision-bar.tsx';
import { MissedCheck } from './missed-check.tsx';
import { PauseLine } from './pause-line.tsx';
import { reviewText } from './text.ts';
import type { Desk } from './use-desk.ts';
import type { Gate } from './use-gate.ts';

const words = reviewText;
const check: ToldCheck = {
  fault: 'negation',
  before: 'What it usually does',
  was_right: ' not',
  is_wrong: '',
  after: ' do is make the file smaller.',
  caught: 10,
  met: 11,
};
const gate: Gate = { what: attentionText.gate.what.answer_key(), seconds: 3, early: 0 };

function bar(given: Gate | null) {
  const done = { onApprove: vi.fn(), onEdit: vi.fn(), onReject: vi.fn(), onSkip: vi.fn() };
  return { done, ui: <DecisionBar approve="Approve draft" why={null} whyNotReject={null} gate={given} {...done} /> };
}

test('a risk holds back the approval alone, and says why and for how long', async () => {
  const { ui, done } = bar(gate);
  const screen = await show(ui);
  const approve = screen.getByRole('button', { name: 'Approve draft' });
  await expect.element(approve).toBeDisabled();
  await expect.element(approve).toHaveAccessibleDescription(`${gate.what} ${attentionText.gate.opensIn(3)}`);
  await screen.getByRole('button', { name: words.reject }).click();
  await screen.getByRole('button', { name: words.edit }).click();
  await screen.getByRole('button', { name: words.skip }).click();
  expect([done.onReject, done.onEdit, done.onSkip].map((one) => one.mock.calls.length)).toEqual([1, 1, 1]);
  expect(done.onApprove).not.toHaveBeenCalled();
});

test('without one the approval is open', async () => {
  const { ui, done } = bar(null);
  const screen = await show(ui);
  await screen.getByRole('button', { name: 'Approve draft' }).click();
  expect(done.onApprove).toHaveBeenCalledOnce();
});

test('a check that was caught is one line', async () => {
  const desk: Partial<Desk> = { strip: { what: 'caught', check }, canUndo: false };
  const screen = await show(<DecisionStrip desk={desk as Desk} />);
  await expect
    .element(screen.getByRole('status'))
    .toHaveTextContent('Well caught. That was a check: “not” had been turned round or taken out. 10 of your last 11.');
});

test('a check that was missed says what was wrong, and Enter goes on', async () => {
  const onGoOn = vi.fn();
  const screen = await show(<MissedCheck check={check} onGoOn={onGoOn} />);
  const dialog = screen.getByRole('dialog', { name: attentionText.checks.missed.negation });
  await expect.element(dialog.getByText('“not” had been taken out. Nothing was applied.')).toBeVisible();
  await expect.element(dialog.getByRole('deletion')).toHaveTextContent('not');
  await expect.element(screen.getByRole('button', { name: attentionText.checks.goOn })).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(onGoOn).toHaveBeenCalledOnce();
});

test('after an hour a pause is offered', async () => {
  const pause = { isDue: true, pause: vi.fn(), later: vi.fn() };
  const screen = await show(<PauseLine pause={pause as Partial<Desk['pause']> as Desk['pause']} />);
  await screen.getByRole('button', { name: attentionText.pause.take }).click();
  await screen.getByRole('button', { name: attentionText.pause.later }).click();
  expect([pause.pause, pause.later].map((one) => one.mock.calls.length)).toEqual([1, 1]);
});
