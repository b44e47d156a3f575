'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { OPEN } from '#lib/generation/core/prompt/strategy-lines.ts';
import { useRuleChanges } from '#lib/generation/queries/rules.ts';
import { rulesText } from '../text.ts';

const words = rulesText.strategies;

interface NewStrategyProps {
  workspace: string;
  onMade: (name: string) => void;
}

/** Makes a strategy from a name; it leaves every line open until somebody settles one. */
export function NewStrategy({ workspace, onMade }: NewStrategyProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" icon={<Plus />} aria-haspopup="dialog" className="self-start" onPress={() => setOpen(true)}>
        {words.add}
      </Button>
      {isOpen && <NameDialog workspace={workspace} onMade={onMade} onClose={() => setOpen(false)} />}
    </>
  );
}

function NameDialog({ workspace, onMade, onClose }: NewStrategyProps & { onClose: () => void }) {
  const [name, setName] = useState('');
  const { mutateAsync, isPending, error } = useRuleChanges(workspace).saveStrategy;
  const problem = error && problemOf(error);
  const create = async () => {
    const given = name.trim();
    if (isPending || given === '') return;
    try {
      await mutateAsync({ name: given, config: OPEN, active: true, version: 0, note: null });
    } catch {
      return;
    }
    onMade(given);
    onClose();
  };
  return (
    <Dialog
      title={words.add}
      size="sm"
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {rulesText.cancel}
          </Button>
          <Button variant="primary" isPending={isPending} isDisabled={name.trim() === ''} onPress={() => void create()}>
            {words.create}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {problem && (
          <ProblemNotice title={rulesText.notDone} why={problem.code === 'stale' ? words.nameTaken : problem.message} />
        )}
        <TextField
          label={words.name}
          autoFocus
          maxLength={100}
          value={name}
          onChange={setName}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) void create();
          }}
        />
      </div>
    </Dialog>
  );
}
