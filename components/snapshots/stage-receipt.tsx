'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleCheck, Rocket } from 'lucide-react';
import { useState } from 'react';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { CONTENT_KINDS } from '#lib/base/core/content-kinds.ts';
import { can, type Role } from '#lib/base/core/permissions.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { Staged } from '#lib/snapshots/core/outcomes.ts';
import type { Snapshot } from '#lib/snapshots/data/snapshots.ts';
import { snapshotsQuery } from '#lib/snapshots/queries/snapshots.ts';
import { KindList } from './kind-list.tsx';
import { Promotion } from './promotion.tsx';
import { snapshotsText } from './text.ts';

export interface StageReceiptProps {
  workspace: string;
  role: Role;
  staged: Extract<Staged, { ok: true }>;
  label: string;
  /** How many changes were asked for; more may have come along. */
  asked: number;
}

export function StageReceipt({ workspace, role, staged, label, asked }: StageReceiptProps) {
  const write = useNumber();
  const snapshots = useQuery(snapshotsQuery(workspace));
  const [target, setTarget] = useState<Snapshot | null>(null);
  const made = snapshots.data?.find((one) => one.id === staged.snapshot_id) ?? null;
  const current = snapshots.data?.find((one) => one.status === 'current') ?? null;
  const shown = made?.version_label ?? label;
  const counts = CONTENT_KINDS.flatMap((kind) => {
    const count = staged.change_counts?.[kind];
    return count ? [{ kind, ...count }] : [];
  });
  const total = counts.reduce((sum, count) => sum + count.added + count.changed + count.removed, 0);
  const isPromoted = made?.status === 'current';
  return (
    <div className="flex max-w-xl flex-col gap-6">
      <div className="flex items-start gap-3">
        <CircleCheck aria-hidden className="mt-0.5 size-6 shrink-0 text-published" strokeWidth={1.75} />
        <div className="flex flex-col gap-1">
          <h1 className="text-2xl font-semibold tracking-tight">{snapshotsText.receipt(shown)}</h1>
          <p className="text-muted">{isPromoted ? snapshotsText.promoteDone(shown) : snapshotsText.receiptWhy}</p>
          {total > asked && (
            <p className="text-muted">{snapshotsText.receiptCame(total - asked, write(total - asked))}</p>
          )}
        </div>
      </div>
      {counts.length > 0 && <KindList counts={counts} />}
      <div className="flex flex-wrap gap-2">
        {made && !isPromoted && can(role, 'snapshot.promote') && (
          <Button variant="primary" icon={<Rocket />} onPress={() => setTarget(made)}>
            {snapshotsText.promote}
          </Button>
        )}
        <LinkButton href={inWorkspace(workspace).snapshot(staged.snapshot_id)}>{snapshotsText.read}</LinkButton>
        <LinkButton variant="quiet" href={inWorkspace(workspace).snapshots}>
          {snapshotsText.back}
        </LinkButton>
      </div>
      {!can(role, 'snapshot.promote') && <p className="text-sm text-muted">{snapshotsText.waitsForAdmin}</p>}
      <Promotion workspace={workspace} current={current} target={target} onClose={() => setTarget(null)} />
    </div>
  );
}
