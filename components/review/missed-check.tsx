'use client';

import { ShieldCheck } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import type { ToldCheck } from '#lib/review/core/told-check.ts';
import { attentionText } from './attention-text.ts';

const words = attentionText.checks;

/** What was wrong in a check that somebody approved. */
export function MissedCheck({ check, onGoOn }: { check: ToldCheck; onGoOn: () => void }) {
  return (
    <Dialog
      size="sm"
      title={words.missed[check.fault]}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onGoOn()}
      footer={
        <Button variant="primary" autoFocus onPress={onGoOn}>
          {words.goOn}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <p className="flex items-center gap-2 text-sm text-muted">
          <ShieldCheck aria-hidden className="size-4 shrink-0" />
          {words.label}
        </p>
        <p dir="auto" className="rounded-lg bg-sunken px-4 py-3">
          {check.before}
          <del className="bg-danger-soft text-danger-text">{check.was_right}</del>
          {check.is_wrong && ' '}
          {check.is_wrong && <ins className="bg-published-soft text-published">{check.is_wrong}</ins>}
          {check.after}
        </p>
        <p className="text-sm text-muted">{words.whatIs(check.was_right.trim(), check.is_wrong.trim())}</p>
        <p className="text-sm text-muted">{words.seenBy(check.caught, check.met)}</p>
      </div>
    </Dialog>
  );
}
