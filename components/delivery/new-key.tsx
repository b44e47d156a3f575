'use client';

import { Copy } from 'lucide-react';
import { useForm } from 'react-hook-form';
import { Form } from '#components/form/form.tsx';
import { FormTextField } from '#components/form/text-fields.tsx';
import { settingsText } from '#components/people/settings/text.ts';
import { Button } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { useCreateContentKey } from '#lib/delivery/queries.ts';

interface NewKeyProps {
  workspace: string;
  secret: string | undefined;
  onMade: (secret: string) => void;
  onClose: () => void;
}

/** What the dialog of a new key holds: its name, then, this once, the key itself. Fetched once the dialog opens. */
export function NewKey({ workspace, secret, onMade, onClose }: NewKeyProps) {
  return secret ? (
    <Secret secret={secret} onDone={onClose} />
  ) : (
    <NewKeyForm workspace={workspace} onMade={onMade} onCancel={onClose} />
  );
}

interface NewKeyFormProps {
  workspace: string;
  onMade: (secret: string) => void;
  onCancel: () => void;
}

function NewKeyForm({ workspace, onMade, onCancel }: NewKeyFormProps) {
  const form = useForm({ defaultValues: { name: '' } });
  const create = useCreateContentKey(workspace);
  return (
    <Form
      form={form}
      submitLabel={settingsText.newKey}
      actions={<Button onPress={onCancel}>{settingsText.cancel}</Button>}
      onSubmit={async ({ name }) => {
        if (!name.trim()) {
          form.setError('name', { message: settingsText.keyNameNeeded }, { shouldFocus: true });
          return;
        }
        try {
          onMade((await create.mutateAsync(name)).secret);
        } catch (error) {
          return problemOf(error);
        }
      }}
    >
      <FormTextField
        control={form.control}
        name="name"
        label={settingsText.keyName}
        placeholder={settingsText.keyNamePlaceholder}
        limit={100}
        autoFocus
      />
    </Form>
  );
}

function Secret({ secret, onDone }: { secret: string; onDone: () => void }) {
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    toast.done(settingsText.keyCopied);
  };
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted">{settingsText.keyMadeWhy}</p>
      <TextField label={settingsText.keyValue} value={secret} isReadOnly mono autoFocus />
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" icon={<Copy />} onPress={() => void copy()}>
          {settingsText.keyCopy}
        </Button>
        <Button onPress={onDone}>{settingsText.keyDone}</Button>
      </div>
    </div>
  );
}
