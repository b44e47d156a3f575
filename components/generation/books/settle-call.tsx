'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { NumberField } from '#components/ui/number-field.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { useModelChanges } from '#lib/generation/queries/jobs.ts';
import { generationText } from '../text.ts';
import { booksText } from './text.ts';

const words = booksText;

interface SettleCallProps {
  workspace: string;
  request_id: string;
  onClose: () => void;
}

/** Says what a call cost whose books are unknown, and how one knows. */
export function SettleCall({ workspace, request_id, onClose }: SettleCallProps) {
  const { settle } = useModelChanges(workspace);
  const [amount, setAmount] = useState(Number.NaN);
  const [reason, setReason] = useState('');
  const save = () =>
    settle.mutate(
      { request_id, cost_micros: Math.round(amount * 1_000_000), reason },
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
