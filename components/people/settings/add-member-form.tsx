'use client';

import { useForm } from 'react-hook-form';
import { Form } from '#components/form/form.tsx';
import { FormRadioGroup } from '#components/form/radio-field.tsx';
import { FormTextField } from '#components/form/text-fields.tsx';
import { Button } from '#components/ui/button.tsx';
import { toast } from '#components/ui/toast.tsx';
import { ROLES, type Role } from '#lib/base/core/permissions.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { useAddMember } from '#lib/people/queries/workspaces.ts';
import { settingsText } from './text.ts';

/** Asks for an address and a role. Fetched once the dialog opens. */
export function AddMemberForm({ workspace, onDone }: { workspace: string; onDone: () => void }) {
  const form = useForm({ defaultValues: { email: '', role: 'editor' as Role } });
  const add = useAddMember(workspace);
  return (
    <Form
      form={form}
      submitLabel={settingsText.add}
      actions={<Button onPress={onDone}>{settingsText.cancel}</Button>}
      onSubmit={async ({ email, role }) => {
        const address = email.trim();
        if (!/^\S+@\S+\.\S+$/.test(address)) {
          form.setError('email', { message: settingsText.emailNeeded }, { shouldFocus: true });
          return;
        }
        try {
          const outcome = await add.mutateAsync({ email: address, role });
          toast.done(outcome === 'added' ? settingsText.added(address) : settingsText.invited(address));
          onDone();
        } catch (error) {
          return problemOf(error);
        }
      }}
    >
      <FormTextField
        control={form.control}
        name="email"
        type="email"
        label={settingsText.email}
        help={settingsText.emailHelp}
        autoComplete="off"
        autoFocus
      />
      <FormRadioGroup
        control={form.control}
        name="role"
        label={settingsText.role}
        options={ROLES.map((id) => ({ id, label: settingsText.roles[id], description: settingsText.roleHelp[id] }))}
      />
    </Form>
  );
}
