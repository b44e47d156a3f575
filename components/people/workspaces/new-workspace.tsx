'use client';

import { useRouter } from 'next/navigation';
import { useForm } from 'react-hook-form';
import { Form } from '#components/form/form.tsx';
import { FormTextField } from '#components/form/text-fields.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { suggestSlug } from '#lib/base/core/slug.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { useCreateWorkspace } from '#lib/people/queries/workspaces.ts';
import { DoorPage } from '../door-page.tsx';
import { OwnQueries } from '../own-queries.tsx';
import { workspacesText } from './text.ts';

export interface NewWorkspaceProps {
  email: string;
  /** Where a person comes from who has a workspace already. */
  back: string | null;
}

export function NewWorkspace(props: NewWorkspaceProps) {
  return (
    <OwnQueries>
      <Page {...props} />
    </OwnQueries>
  );
}

function Page({ email, back }: NewWorkspaceProps) {
  const router = useRouter();
  const create = useCreateWorkspace();
  const form = useForm({ defaultValues: { name: '', slug: '' } });
  const name = form.watch('name');
  // The slug follows the name until the person writes one.
  const suggested = name.trim() ? suggestSlug(name, 'workspace').slice(0, 100) : '';
  return (
    <DoorPage title={workspacesText.title} lead={workspacesText.lead}>
      <Form
        form={form}
        submitLabel={workspacesText.create}
        actions={
          back && (
            <LinkButton variant="quiet" href={back}>
              {workspacesText.back}
            </LinkButton>
          )
        }
        onSubmit={async (values) => {
          if (values.name.trim().length < 2) {
            form.setError('name', { message: workspacesText.nameNeeded }, { shouldFocus: true });
            return;
          }
          try {
            const made = await create.mutateAsync({ name: values.name, slug: values.slug || suggested });
            router.push(inWorkspace(made.slug).home);
          } catch (error) {
            return problemOf(error);
          }
        }}
      >
        <FormTextField
          control={form.control}
          name="name"
          label={workspacesText.name}
          placeholder={workspacesText.namePlaceholder}
          limit={100}
          autoFocus
        />
        <FormTextField
          control={form.control}
          name="slug"
          label={workspacesText.slug}
          placeholder={suggested}
          help={workspacesText.slugHelp}
          limit={100}
          mono
        />
      </Form>
      <p className="text-sm text-faint">{workspacesText.signedInAs(email)}</p>
    </DoorPage>
  );
}
