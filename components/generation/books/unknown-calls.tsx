'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Link } from '#components/ui/link.tsx';
import { NumberField } from '#components/ui/number-field.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { toast } from '#components/ui/toast.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import type { Books } from '#lib/generation/data/providers.ts';
import { useModelChanges } from '#lib/generation/queries.ts';
import { useMoney } from '../money.ts';
import { generationText } from '../text.ts';

const words = generationText.books;
type Call = Books['unknown'][number];

interface UnknownCallsProps {
  workspace: string;
  calls: readonly Call[];
  maySettle: boolean;
}

/** Calls whose cost nobody knows, with what they can have cost at most; an admin may say what an invoice says. */
export function UnknownCalls({ workspace, calls, maySettle }: UnknownCallsProps) {
  const money = useMoney();
  const [settled, setSettled] = useState<Call | null>(null);
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold">{words.unknownTitle}</h2>
      <p className="text-sm text-muted">{words.unknownWhy}</p>
      <ul className="flex flex-col divide-y rounded-lg border bg-surface">
        {calls.map((call) => (
          <li key={call.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
            <span className="min-w-40 flex-1 truncate">
              <Link href={inWorkspace(workspace).job(call.flow_run_id)}>{call.job_title}</Link>
            </span>
            <span className="font-mono text-sm">{call.model}</span>
            <span className="text-warning tabular-nums">{money(call.cost_micros)}</span>
            {maySettle && (
              <Button size="sm" onPress={() => setSettled(call)}>
                {words.settle}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {settled && <Settle workspace={workspace} call={settled} onClose={() => setSettled(null)} />}
    </section>
  );
}

function Settle({ workspace, call, onClose }: { workspace: string; call: Call; onClose: () => void }) {
  const { settle } = useModelChanges(workspace);
  const [amount, setAmount] = useState(Number.NaN);
  const [reason, setReason] = useState('');
  const save = () =>
    settle.mutate(
      { request_id: call.id, cost_micros: Math.round(amount * 1_000_000), reason },
      {
        onSuccess: () => {
          toast.done(words.settled);
          onClose();
        },
        onError: (error) => toast.problem(generationText.notDone, { detail: problemOf(error).message }),
      },
    );
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={words.settle}
      footer={
        <Button
          variant="primary"
          isPending={settle.isPending}
          isDisabled={Number.isNaN(amount) || reason.trim() === ''}
          onPress={save}
        >
          {words.save}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-muted">{words.settleHelp}</p>
        <NumberField label={words.amount} minValue={0} step={0.0001} value={amount} onChange={setAmount} />
        <TextField label={words.reason} value={reason} onChange={setReason} />
      </div>
    </Dialog>
  );
}
