'use client';

import { useForm } from 'react-hook-form';
import { Form } from '#components/form/form.tsx';
import { FormRadioGroup } from '#components/form/radio-field.tsx';
import { FormTextField } from '#components/form/text-fields.tsx';
import { Button } from '#components/ui/button.tsx';
import { ROLES, type Role } from '#lib/base/core/permissions.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { useInvite } from '#lib/people/queries/invitations.ts';
import type { MadeInvitation } from '#lib/people/services/invitations.ts';
import { settingsText } from './text.ts';

export interface InviteFormProps {
  workspace: string;
  onMade: (made: MadeInvitation) => void;
  onCancel: () => void;
}

/** Asks for an address and a role. Fetched once the dialog opens. */
export function InviteForm({ workspace, onMade, onCancel }: InviteFormProps) {
  const form = useForm({ defaultValues: { email: '', role: 'editor' as Role } });
  const invite = useInvite(workspace);
  return (
    <Form
      form={form}
      submitLabel={settingsText.makeInvitation}
      actions={<Button onPress={onCancel}>{settingsText.cancel}</Button>}
      onSubmit={async ({ email, role }) => {
        const address = email.trim();
        if (!/^\S+@\S+\.\S+$/.test(address)) {
          form.setError('email', { message: settingsText.emailNeeded }, { shouldFocus: true });
          return;
        }
        try {
          onMade(await invite.mutateAsync({ email: address, role }));
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
