'use client';

import { ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { FateBadge } from '#components/exercises/exchange/fate-sum.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { cx } from '#components/ui/cx.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Select } from '#components/ui/select.tsx';
import type { QuestionReport } from '#lib/bundles/core/question-plan.ts';
import { QuestionDetail } from './question-detail.tsx';
import { questionsText } from './text.ts';
import type { Choosing } from './use-choices.ts';

type Reason = QuestionReport['reasons'][number];

interface QuestionLossesProps {
  workspace: string;
  import_id: string;
  reasons: readonly Reason[];
  /** Absent once nothing can be decided any more. */
  choosing?: Choosing;
}

const GRID = 'md:grid md:grid-cols-[9.5rem_3.5rem_minmax(0,1fr)_10rem] md:items-center md:gap-x-3';

/** What was lost, by reason: how often, why, what is done instead, and what can be done about it. Each opens its questions. */
export function QuestionLosses({ workspace, import_id, reasons, choosing }: QuestionLossesProps) {
  const [opened, setOpened] = useState<string | null>(null);
  if (reasons.length === 0)
    return (
      <EmptyState compact title={questionsText.noLosses}>
        {questionsText.noLossesHelp}
      </EmptyState>
    );
  const move = (event: KeyboardEvent<HTMLUListElement>) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-reason]')];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    if (!by || at < 0) return;
    event.preventDefault();
    rows[at + by]?.focus();
  };
  return (
    <div className="flex flex-col">
      <div aria-hidden className={cx('hidden border-b py-2 text-sm text-muted', GRID)}>
        <span className="ps-6">{questionsText.happened}</span>
        <span className="text-end">{questionsText.count}</span>
        <span>{questionsText.why}</span>
        <span>{choosing && questionsText.youCan}</span>
      </div>
      <ul aria-label={questionsText.losses} className="flex flex-col" onKeyDown={move}>
        {reasons.map((reason) => (
          <ReasonRow
            key={reason.code}
            workspace={workspace}
            import_id={import_id}
            reason={reason}
            choosing={choosing}
            isOpen={opened === reason.code}
            onOpen={() => setOpened((before) => (before === reason.code ? null : reason.code))}
          />
        ))}
      </ul>
    </div>
  );
}

interface ReasonRowProps extends Omit<QuestionLossesProps, 'reasons'> {
  reason: Reason;
  isOpen: boolean;
  onOpen: () => void;
}

function ReasonRow({ workspace, import_id, reason, choosing, isOpen, onOpen }: ReasonRowProps) {
  const id = useId();
  const { fate, title, instead, total, code } = reason;
  return (
    <li className="border-b">
      <div className={cx('flex flex-col gap-2 py-2.5', isOpen && 'bg-accent-soft', GRID)}>
        <Button
          data-reason
          aria-expanded={isOpen}
          aria-controls={id}
          aria-labelledby={`${id}fate ${id}title`}
          onPress={onOpen}
          className="flex items-center gap-2 rounded-md p-1 text-start outline-offset-2"
        >
          <ChevronRight
            aria-hidden
            className={cx(
              'size-4 shrink-0 text-faint transition-transform duration-quick',
              isOpen ? 'rotate-90' : 'rtl:rotate-180',
            )}
          />
          <span id={`${id}fate`}>
            {fate === 'whole' ? <Badge tone="grey">{questionsText.note}</Badge> : <FateBadge fate={fate} />}
          </span>
        </Button>
        <span className="text-end font-medium tabular-nums max-md:hidden">{total.toLocaleString('en')}</span>
        <div className="min-w-0 max-md:ps-7">
          <p className="font-medium">
            <span className="tabular-nums md:hidden">{`${total.toLocaleString('en')} · `}</span>
            <span id={`${id}title`}>{title}</span>
          </p>
          <p className="text-sm text-muted">{instead}</p>
        </div>
        <div className="max-md:ps-7">{choosing ? <Act reason={reason} choosing={choosing} /> : null}</div>
      </div>
      {isOpen && (
        <div id={id} className="border-t bg-surface px-3 py-4">
          <QuestionDetail workspace={workspace} import_id={import_id} filter={{ code }} code={code} />
        </div>
      )}
    </li>
  );
}

/** What can be done about a reason; where there is only one thing, it is said and not asked. */
function Act({ reason: { code, fate, title }, choosing: { choices, change } }: { reason: Reason; choosing: Choosing }) {
  if (fate === 'not_taken') return <span className="text-sm text-muted">{questionsText.leftOut}</span>;
  const take =
    code === 'points_of_options'
      ? questionsText.acts.part
      : fate === 'blocked'
        ? questionsText.acts.draft
        : questionsText.acts.take;
  const options = [
    { id: 'take', label: take },
    ...(code === 'points_of_options' ? [{ id: 'all_or_nothing', label: questionsText.acts.all_or_nothing }] : []),
    { id: 'leave', label: questionsText.acts.leave },
  ];
  return (
    <Select
      size="sm"
      label={questionsText.actOf(title)}
      hideLabel
      value={choices.acts[code] ?? 'take'}
      onChange={(act) => change({ acts: { ...choices.acts, [code]: act as 'take' | 'leave' | 'all_or_nothing' } })}
      options={options}
    />
  );
}
