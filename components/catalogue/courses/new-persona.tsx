'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { useCreatePersona } from '#lib/catalogue/queries/courses.ts';
import { coursesText } from './text.ts';

const words = coursesText.persona;

interface NewPersonaProps {
  workspace: string;
  /** Beside a field, where it is one way among others. */
  isQuiet?: boolean;
  onMade: (id: string) => void;
}

/** Makes a persona from a name; what it says is written afterwards. */
export function NewPersona({ workspace, isQuiet, onMade }: NewPersonaProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="sm"
        variant={isQuiet ? 'quiet' : 'primary'}
        icon={<Plus />}
        aria-haspopup="dialog"
        onPress={() => setOpen(true)}
      >
        {words.add}
      </Button>
      {isOpen && <NameDialog workspace={workspace} onMade={onMade} onClose={() => setOpen(false)} />}
    </>
  );
}

function NameDialog({ workspace, onMade, onClose }: NewPersonaProps & { onClose: () => void }) {
  const [name, setName] = useState('');
  const { mutateAsync, isPending, error } = useCreatePersona(workspace);
  const problem = error && problemOf(error);
  const create = async () => {
    if (isPending) return;
    try {
      const { id } = await mutateAsync(name);
      onMade(id);
    } catch {
      return;
    }
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
            {words.cancel}
          </Button>
          <Button
            variant="primary"
            isPending={isPending}
            isDisabled={name.trim().length < 2}
            onPress={() => void create()}
          >
            {words.create}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {problem && <ProblemNotice title={words.notMade} why={problem.message} />}
        <TextField
          label={words.name}
          autoFocus
          maxLength={100}
          value={name}
          onChange={setName}
          onKeyDown={(event) => {
            // Enter that ends composing a word chooses that word.
            if (event.key === 'Enter' && !event.nativeEvent.isComposing && name.trim().length >= 2) void create();
          }}
        />
      </div>
    </Dialog>
  );
}
