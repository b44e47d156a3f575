import { useState } from 'react';
import { useGo } from '#components/shell/leave-guard.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { useCreateEntity } from '#lib/catalogue/queries/entities.ts';
import { titleProblem } from '../outline/use-outline-edits.ts';
import { sparksText } from './text.ts';

const words = sparksText;

interface NewSparkProps {
  workspace: string;
  /** What the title begins with, where somebody has typed one already. */
  title?: string;
  onClose: () => void;
}

/** Asks for a title, makes a draft of it and opens that in the editor. */
export function NewSpark({ workspace, title: first = '', onClose }: NewSparkProps) {
  const go = useGo();
  const create = useCreateEntity(workspace);
  const [title, setTitle] = useState(first);
  const [problem, setProblem] = useState<string | null>(null);
  const make = async () => {
    const refused = titleProblem('spark', title);
    setProblem(refused);
    if (refused) return;
    try {
      const made = await create.mutateAsync({ kind: 'spark', fields: { title: title.trim() }, parent_id: null });
      go(inWorkspace(workspace).spark(made.slug, { edit: '1' }));
      onClose();
    } catch (error) {
      setProblem(problemOf(error).message);
    }
  };
  return (
    <Dialog
      size="sm"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={words.create}
      footer={
        <>
          <Button onPress={onClose}>{words.cancel}</Button>
          <Button variant="primary" isPending={create.isPending} onPress={() => void make()}>
            {words.createDo}
          </Button>
        </>
      }
    >
      <form
        className="pt-1"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <TextField
          label={words.createTitle}
          help={words.createHelp}
          value={title}
          onChange={setTitle}
          error={problem ?? undefined}
          autoFocus
        />
      </form>
    </Dialog>
  );
}
