'use client';

import { Undo2 } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { REASONS } from '#lib/review/core/proposal.ts';
import type { ShownItem } from '#lib/review/services/items.ts';
import { reviewText } from './text.ts';
import type { Desk, Me } from './use-desk.ts';

const words = reviewText;

/** What was decided about a proposal, by whom and why, with the way back. */
export function DecidedLine({ item, desk, me }: { item: ShownItem; desk: Desk; me: Me }) {
  const { decided, status } = item;
  if (!decided || (status !== 'approved' && status !== 'rejected')) return null;
  const reason = REASONS[(decided.reason_code ?? 0) - 1];
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t px-4 py-2.5 md:px-6">
      <p className="flex min-w-0 flex-1 flex-wrap gap-x-2">
        <span className="font-medium">{words.decidedBy(words.outcome[status], decided.by_name)}</span>
        <span className="text-muted">
          <RelativeTime value={decided.at} />
        </span>
        {status === 'approved' && (decided.human_share ?? 0) > 0 && (
          <span className="text-muted">{words.humanPart(decided.human_share ?? 0)}</span>
        )}
        {reason && <span className="text-muted">{words.reasons[reason]}</span>}
        {decided.reason && (
          <span dir="auto" className="basis-full text-muted">
            {decided.reason}
          </span>
        )}
      </p>
      {me.is_reviewer && (
        <Button size="sm" icon={<Undo2 />} isPending={desk.isUndoing} onPress={() => desk.takeBack(item)}>
          {words.takeBack}
        </Button>
      )}
    </div>
  );
}
