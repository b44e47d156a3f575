'use client';

import { Check, Pencil, RefreshCw, SkipForward, Undo2, X } from 'lucide-react';
import { useId } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Kbd, KeyHint } from '#components/ui/kbd.tsx';
import { useBriefMoney } from '../generation/money.ts';
import { attentionText } from './attention-text.ts';
import { GateLine } from './gate-line.tsx';
import { nameOf, reviewText } from './text.ts';
import type { Desk } from './use-desk.ts';
import type { Gate } from './use-gate.ts';

const words = reviewText;

export interface DecisionBarProps {
  approve: string;
  /** Why it cannot be approved as it stands. */
  why: string | null;
  /** What is to be settled before it can be approved, and the way there. */
  unsettled?: string | null;
  onGoThere?: () => void;
  whyNotReject: string | null;
  /** What has to be looked at first. */
  gate: Gate | null;
  onApprove: () => void;
  onEdit?: () => void;
  onReject: () => void;
  onSkip: () => void;
  /** Left out where no model could write it anew. */
  onRegenerate?: () => void;
}

/** The few things to do with a proposal, always at the same place. */
export function DecisionBar(props: DecisionBarProps) {
  const {
    approve,
    why,
    unsettled = null,
    onGoThere,
    whyNotReject,
    gate,
    onApprove,
    onEdit,
    onReject,
    onSkip,
    onRegenerate,
  } = props;
  const gateId = useId();
  return (
    <>
      {gate && why === null && <GateLine id={gateId} gate={gate} />}
      <div className="@container flex flex-col gap-2 border-t bg-surface px-4 py-3 md:px-5">
        {why && <p className="text-sm text-muted">{why}</p>}
        {!why && unsettled && (
          <p className="flex flex-wrap items-center gap-x-3 text-sm text-draft">
            <span>{unsettled}</span>
            <Button size="sm" variant="quiet" onPress={onGoThere}>
              {words.exercisePart.goThere}
              <KeyHint keys="N" />
            </Button>
          </p>
        )}
        {/* In a narrow pane keys and icons give way, so that the acts stay in one row; the sheet of keys names them. */}
        <div className="flex flex-wrap items-center gap-2 max-sm:[&_button]:h-11 @max-lg:gap-1.5 @max-lg:[&_[aria-hidden]:has(kbd)]:hidden @max-lg:[&_button:not(:first-child,.ms-auto)_svg]:hidden">
          <Button
            variant="primary"
            icon={<Check />}
            isDisabled={why !== null || unsettled !== null || gate !== null}
            aria-describedby={gate ? gateId : undefined}
            onPress={onApprove}
          >
            {approve}
            <KeyHint keys="A" inverted />
          </Button>
          {onEdit && (
            <Button icon={<Pencil />} isDisabled={why !== null} onPress={onEdit} className="max-sm:hidden">
              {words.edit}
              <KeyHint keys="E" />
            </Button>
          )}
          <Button icon={<X />} isDisabled={whyNotReject !== null} onPress={onReject}>
            {words.reject}
            <KeyHint keys="R" />
          </Button>
          <Button variant="quiet" icon={<SkipForward />} onPress={onSkip}>
            {words.skip}
            <KeyHint keys="S" />
          </Button>
          {onRegenerate && (
            <IconButton
              label={words.regenerate.button}
              shortcut="G"
              onPress={onRegenerate}
              className="ms-auto max-sm:hidden"
            >
              <RefreshCw />
            </IconButton>
          )}
        </div>
      </div>
    </>
  );
}

/** What became of the last decision, and the way back. It stays until the next one. */
export function DecisionStrip({ desk }: { desk: Desk }) {
  const money = useBriefMoney();
  const { strip } = desk;
  const isFailed = strip?.what === 'failed' || strip?.what === 'not_undone' || strip?.what === 'refused';
  return (
    <div
      role="status"
      className={cx(
        'flex min-h-10 items-center gap-3 border-t px-4 py-1.5 text-sm md:px-6',
        isFailed ? 'bg-danger-soft text-danger-text' : 'text-muted',
      )}
    >
      <span dir="auto" className="min-w-0 flex-1 truncate">
        {strip && textOf(strip, money)}
      </span>
      {strip?.what === 'failed' && (
        <Button size="sm" onPress={() => desk.open(strip.item.id)}>
          {words.open}
          <Kbd keys="O" />
        </Button>
      )}
      {desk.canUndo && (
        <Button size="sm" variant="quiet" icon={<Undo2 />} isPending={desk.isUndoing} onPress={desk.undo}>
          {words.undo}
          <KeyHint keys="Z" />
        </Button>
      )}
    </div>
  );
}

function textOf(strip: NonNullable<Desk['strip']>, money: (micros: number) => string): string {
  switch (strip.what) {
    case 'failed':
      return words.failed(nameOf(strip.item), strip.why);
    case 'not_undone':
      return words.notTakenBack(strip.why);
    case 'caught':
      return attentionText.checks.caught(
        strip.check.fault,
        strip.check.was_right.trim(),
        strip.check.caught,
        strip.check.met,
      );
    case 'refused':
      return strip.why;
    case 'together':
      return [
        strip.did === 'approved' ? words.together.approved(strip.count) : words.together.rejected(strip.count),
        ...[...new Set(strip.left_out)].map((why) =>
          words.together.leftOut(strip.left_out.filter((one) => one === why).length, words.together.why[why]),
        ),
      ].join(' ');
    case 'taken_back':
      return strip.count > 1 ? words.together.takenBack(strip.count) : words.takenBack(nameOf(strip.item));
    case 'done': {
      const { item, what, is_edited, behind } = strip.outcome;
      const said =
        what === 'rejected'
          ? words.rejected(nameOf(item))
          : is_edited
            ? words.approvedEdited(nameOf(item))
            : words.approved(nameOf(item));
      const by = behind?.model
        ? words.model(behind.model, money(behind.cost_micros))
        : behind?.maker === 'builtin'
          ? words.builtin
          : null;
      return [said, by].filter(Boolean).join(' · ');
    }
  }
}
