'use client';

import { CheckCheck, Rocket, Shuffle, Undo2, X } from 'lucide-react';
import { useState } from 'react';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button } from '#components/ui/button.tsx';
import { Kbd, KeyHint } from '#components/ui/kbd.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { leftToRead } from '#lib/review/core/attention.ts';
import { type Apart, chooseTogether } from '#lib/review/core/together.ts';
import { attentionText } from './attention-text.ts';
import { DecisionStrip } from './decision-bar.tsx';
import { GROUP_ICONS } from './queue.tsx';
import { RejectPanel } from './reject-panel.tsx';
import { nameOf, reviewText, underTitle } from './text.ts';
import type { Desk, Me } from './use-desk.ts';

const words = reviewText.together;

/** The keys that choose, beside what is chosen. */
export function TogetherKeys() {
  const { choose, chooseUpTo, chooseKind, nextItem, previousItem } = reviewText.keys;
  const keys = { X: choose, 'Shift+X': chooseUpTo, 'Mod+A': chooseKind, J: nextItem, K: previousItem };
  return (
    <aside aria-label={words.keysTitle} className="flex flex-col gap-2 px-4 py-3.5 text-sm">
      <h3 className="font-medium">{words.keysTitle}</h3>
      {Object.entries(keys).map(([key, label]) => (
        <p key={key} className="flex items-center justify-between gap-3">
          {label}
          <Kbd keys={key} />
        </p>
      ))}
    </aside>
  );
}

/** What is chosen in the queue, what would happen to it, and what is left out and why. */
export function TogetherPane({ desk, me }: { desk: Desk; me: Me }) {
  const number = useNumber();
  const [isRejecting, setRejecting] = useState(false);
  const { fit, apart } = chooseTogether(desk.chosen.items, { ...me, may_approve_own: desk.mayApproveOwn });
  const group = fit[0]?.in_group;
  const Icon = group ? GROUP_ICONS[group] : CheckCheck;
  const canDecide = me.is_reviewer && fit.length > 0;
  const unread = fit.filter(({ id }) => !desk.hasOpened(id));
  const left = desk.runsChecks ? leftToRead(fit.length, fit.length - unread.length) : 0;
  const canApprove = canDecide && left === 0;
  const readOne = () => {
    const one = unread[Math.floor(Math.random() * unread.length)];
    if (one) desk.read(one.id);
  };
  const approve = () => desk.decideTogether(fit, { do: 'approve' });
  useShortcuts(words.label, [
    { keys: 'A', label: words.approve(fit.length), run: canApprove && !isRejecting ? approve : undefined },
    { keys: 'R', label: words.reject(fit.length), run: canDecide ? () => setRejecting(true) : undefined },
    { keys: 'J', label: reviewText.keys.nextItem, run: () => desk.move(1) },
    { keys: 'K', label: reviewText.keys.previousItem, run: () => desk.move(-1) },
    { keys: 'Escape', label: words.clear, run: isRejecting ? undefined : desk.chosen.clear },
  ]);
  return (
    <section aria-label={words.label} className="flex h-full min-h-0 flex-col bg-surface">
      <header className="flex flex-col gap-1 border-b px-4 py-3 md:px-6">
        <p className="flex items-center gap-2 text-sm text-muted">
          <Icon aria-hidden className="size-4 shrink-0" />
          {group ? words.ofKind(reviewText.groups[group]) : words.label}
        </p>
        <h1 className="text-lg font-semibold">{words.chosen(fit.length)}</h1>
        <p className="text-sm text-muted">{words.help}</p>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-4 md:px-6">
        {fit.length > 0 && (
          <table className="w-full text-sm">
            <thead>
              <tr className="border-b text-start text-muted *:py-2 *:font-normal">
                <th className="text-start">{words.draft}</th>
                <th className="text-end">{words.changed}</th>
                <th className="hidden text-end sm:table-cell">{words.words}</th>
                <th className="hidden text-end sm:table-cell">{words.waits}</th>
                {desk.runsChecks && <th className="ps-4 text-start">{attentionText.checks.spotCheck}</th>}
              </tr>
            </thead>
            <tbody>
              {fit.map((item) => (
                <tr key={item.id} className="border-b *:py-2">
                  <td className="pe-4">
                    <button
                      type="button"
                      dir="auto"
                      onClick={() => desk.read(item.id)}
                      className="cursor-default text-start font-medium hover:underline"
                    >
                      {nameOf(item)}
                    </button>
                    <span dir="auto" className="block text-muted">
                      {underTitle(item)}
                    </span>
                  </td>
                  <td className="text-end tabular-nums">
                    {item.changed_share === null ? words.allNew : words.share(item.changed_share)}
                  </td>
                  <td className="hidden text-end tabular-nums sm:table-cell">
                    {item.words === null ? '' : number(item.words)}
                  </td>
                  <td className="hidden text-end text-muted sm:table-cell">
                    <RelativeTime value={item.created_at} />
                  </td>
                  {desk.runsChecks && (
                    <td className="ps-4 text-muted">{desk.hasOpened(item.id) && attentionText.checks.read}</td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {apart.length > 0 && (
          <section aria-label={words.apart} className="mt-6 flex flex-col gap-1">
            <h2 className="font-medium">{words.apart}</h2>
            <p className="text-sm text-muted">{words.apartHelp(apart.length)}</p>
            <ul className="flex flex-col divide-y text-sm">
              {apart.map(({ item, why }) => (
                <li key={item.id} className="flex justify-between gap-4 py-2">
                  <span dir="auto" className="min-w-0">
                    {nameOf(item)}
                  </span>
                  <span className="shrink-0 text-muted">{whyText(why, item.claim?.by_name ?? null)}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
        {fit.length > 0 && (
          <ul className="mt-6 flex flex-col gap-1.5 text-sm text-muted [&_svg]:size-4 [&_svg]:shrink-0">
            <li className="flex items-center gap-2">
              <Undo2 aria-hidden />
              {group === 'new' ? words.oneUndoNew : words.oneUndo}
            </li>
            <li className="flex items-center gap-2">
              <Rocket aria-hidden />
              {words.nextSnapshot}
            </li>
          </ul>
        )}
      </div>
      {isRejecting ? (
        <RejectPanel
          onReject={(reason_code, reason) =>
            desk.decideTogether(fit, { do: 'reject', reason_code, ...(reason && { reason }) })
          }
          onBack={() => setRejecting(false)}
        />
      ) : (
        <>
          <DecisionStrip desk={desk} />
          <div className="flex flex-wrap items-center gap-2 border-t bg-surface px-4 py-3 md:px-6">
            <Button
              variant="primary"
              icon={<CheckCheck />}
              isDisabled={!canApprove}
              aria-describedby={left > 0 ? 'read-more' : undefined}
              isPending={desk.isDecidingTogether}
              onPress={approve}
            >
              {words.approve(fit.length)}
              <KeyHint keys="A" inverted />
            </Button>
            <Button icon={<X />} isDisabled={!canDecide} onPress={() => setRejecting(true)}>
              {words.reject(fit.length)}
              <KeyHint keys="R" />
            </Button>
            <Button variant="quiet" onPress={desk.chosen.clear}>
              {words.clear}
              <KeyHint keys="Escape" />
            </Button>
            {canDecide && left > 0 && (
              <Button id="read-more" variant="quiet" icon={<Shuffle />} onPress={readOne}>
                {attentionText.checks.readMore(left)}
              </Button>
            )}
          </div>
        </>
      )}
    </section>
  );
}

const whyText = (why: Apart, name: string | null): string =>
  why === 'claimed' ? reviewText.isDeciding(name) : words.why[why];
