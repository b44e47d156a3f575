'use client';

import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import { Form } from '#components/form/form.tsx';
import { FormTextField } from '#components/form/text-fields.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { toast } from '#components/ui/toast.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { useRename } from '#lib/people/queries/account.ts';
import { DoorPage } from '../door-page.tsx';
import { OwnQueries } from '../own-queries.tsx';
import { PasswordForm } from './password-form.tsx';
import { PictureField } from './picture-field.tsx';
import { accountText } from './text.ts';

export interface AccountPageProps {
  user_id: string;
  email: string;
  name: string;
  picture: string | null;
  /** The workspace that somebody has just joined. */
  welcome: string | null;
  /** Null where the password is not theirs to change. */
  password: { asksForCurrent: boolean } | null;
}

/** Name, picture and password of the reader. */
export function AccountPage(props: AccountPageProps) {
  return (
    <OwnQueries>
      <Page {...props} />
    </OwnQueries>
  );
}

function Page({ user_id, email, name, picture, welcome, password }: AccountPageProps) {
  return (
    <DoorPage
      title={welcome ? accountText.welcomeTitle : accountText.title}
      lead={welcome ? accountText.welcomeLead : accountText.lead(email)}
    >
      <Section title={accountText.picture}>
        <PictureField user_id={user_id} name={name} picture={picture} />
      </Section>
      {!welcome && (
        <>
          <Section title={accountText.name}>
            <NameForm name={name} />
          </Section>
          <Section title={accountText.password} lead={password ? accountText.passwordLead : accountText.demo}>
            {password && <PasswordForm email={email} asksForCurrent={password.asksForCurrent} />}
          </Section>
        </>
      )}
      <div className="border-t pt-5">
        {welcome ? (
          <LinkButton variant="primary" size="lg" href={inWorkspace(welcome).home}>
            {accountText.toWorkspace}
          </LinkButton>
        ) : (
          <LinkButton variant="quiet" href="/" className="-ms-3">
            {accountText.back}
          </LinkButton>
        )}
      </div>
    </DoorPage>
  );
}

function Section({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-4 border-t pt-5">
      <div>
        <h2 className="text-lg font-semibold">{title}</h2>
        {lead && <p className="text-muted">{lead}</p>}
      </div>
      {children}
    </section>
  );
}

function NameForm({ name }: { name: string }) {
  const router = useRouter();
  const rename = useRename();
  const form = useForm({ defaultValues: { display_name: name } });
  return (
    <Form
      form={form}
      submitLabel={accountText.saveName}
      submitVariant="secondary"
      onSubmit={async (values) => {
        try {
          form.reset({ display_name: await rename.mutateAsync(values) });
          toast.done(accountText.nameSaved);
          router.refresh();
        } catch (error) {
          return problemOf(error);
        }
      }}
    >
      <FormTextField
        control={form.control}
        name="display_name"
        label={accountText.name}
        help={accountText.nameHelp}
        autoComplete="name"
        limit={100}
      />
    </Form>
  );
}
