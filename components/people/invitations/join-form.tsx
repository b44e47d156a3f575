'use client';

import { useRouter } from 'next/navigation';
import { useForm } from 'react-hook-form';
import { Form } from '#components/form/form.tsx';
import { FormTextField } from '#components/form/text-fields.tsx';
import { STUDIO } from '#lib/base/core/studio-address.ts';
import { joinByLinkAction } from '#lib/people/actions/sign-in.ts';
import { FormPasswordField, KnownAs } from '../account/password-field.tsx';
import { invitationText } from './text.ts';

/** Name and password of somebody new. A picture is chosen afterwards, on the page of the account that they come to first. */
export function JoinForm({ link, email }: { link: string; email: string }) {
  const router = useRouter();
  const form = useForm({ defaultValues: { display_name: '', password: '' } });
  return (
    <Form
      form={form}
      submitLabel={invitationText.join}
      onSubmit={async (values) => {
        const joined = await joinByLinkAction({ link, ...values });
        if (!joined.ok) return joined.problem;
        router.push(joined.data ? STUDIO.welcome(joined.data) : STUDIO.front);
      }}
    >
      <KnownAs email={email} />
      <FormTextField
        control={form.control}
        name="display_name"
        label={invitationText.name}
        help={invitationText.nameHelp}
        autoComplete="name"
        limit={100}
      />
      <FormPasswordField
        control={form.control}
        name="password"
        label={invitationText.password}
        help={invitationText.passwordHelp}
        autoComplete="new-password"
      />
    </Form>
  );
}
