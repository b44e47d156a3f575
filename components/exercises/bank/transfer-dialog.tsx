'use client';

import { useState } from 'react';
import { EntityChoice } from '#components/catalogue/entity-choice.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { RadioGroup } from '#components/ui/radio-group.tsx';
import type { BankRow } from '#lib/exercises/data/bank.ts';
import { exercisesText } from '../text.ts';
import type { BankEdits } from './use-bank-edits.ts';

const words = exercisesText.transfer;

interface TransferDialogProps {
  workspace: string;
  rows: readonly BankRow[];
  edits: BankEdits;
  /** `moved`: they are not here any more. */
  onClose: (moved: boolean) => void;
}

/** Exercises to the bank of another spark, found by the words of its title. */
export function TransferDialog({ workspace, rows, edits, onClose }: TransferDialogProps) {
  const [how, setHow] = useState('move');
  const [chosen, setChosen] = useState<{ id: string; title: string } | null>(null);
  const sparks = new Set(rows.map(({ spark_id }) => spark_id));
  // From where all of them are nobody moves them to where they are.
  const own = sparks.size > 1 ? undefined : sparks;
  const isCopy = how === 'copy';
  const transfer = async () => {
    if (chosen && (await edits.transfer(rows, chosen, isCopy))) onClose(!isCopy);
  };
  return (
    <Dialog
      title={words.title(rows.length)}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose(false)}
      footer={
        <>
          <Button variant="quiet" onPress={() => onClose(false)}>
            {words.cancel}
          </Button>
          <Button variant="primary" isDisabled={!chosen} isPending={edits.isPending} onPress={() => void transfer()}>
            {isCopy ? words.copy(rows.length) : words.move(rows.length)}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4 pt-1">
        <EntityChoice
          workspace={workspace}
          kind="spark"
          label={words.spark}
          placeholder={words.find}
          autoFocus
          value={chosen?.id ?? null}
          title={chosen?.title ?? null}
          without={own}
          onChange={setChosen}
        />
        <RadioGroup
          label={words.how}
          value={how}
          onChange={setHow}
          options={[
            { id: 'move', label: words.moveThem, description: words.moveHelp },
            { id: 'copy', label: words.copyThem, description: words.copyHelp },
          ]}
        />
      </div>
    </Dialog>
  );
}
