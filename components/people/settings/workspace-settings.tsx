'use client';

import { useQuery } from '@tanstack/react-query';
import { BookText, Copy } from 'lucide-react';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { useForm } from 'react-hook-form';
import { QueryProblem } from '#components/base/problem.tsx';
import { Form } from '#components/form/form.tsx';
import { FormTextField } from '#components/form/text-fields.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { KeyValues } from '#components/ui/key-values.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { toast } from '#components/ui/toast.tsx';
import { can, type Role } from '#lib/base/core/permissions.ts';
import { inWorkspace, STUDIO } from '#lib/base/core/studio-address.ts';
import type { Workspace } from '#lib/base/data/seats.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { useUpdateWorkspace, workspaceQuery } from '#lib/people/queries/workspaces.ts';
import { Attention } from './attention.tsx';
import { SettingsFrame, SettingsSection } from './frame.tsx';
import { ParentWorkspace } from './parent-workspace.tsx';
import { settingsText } from './text.ts';
import { type SectionProps, useFlip } from './use-flip.ts';

export interface WorkspaceSettingsProps {
  workspace: string;
  role: Role;
  /** Where this studio is reached from outside. */
  siteUrl: string;
  /** Keys to the content API, which are a matter of delivery. */
  keys: ReactNode;
}

export function WorkspaceSettings({ workspace, role, siteUrl, keys }: WorkspaceSettingsProps) {
  const found = useQuery(workspaceQuery(workspace));
  if (found.error) return <QueryProblem error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return null;
  const mayManage = can(role, 'workspace.manage');
  return (
    <SettingsFrame title={settingsText.workspaceTitle} isReadOnly={!mayManage}>
      {mayManage ? (
        <Names workspace={found.data} />
      ) : (
        <KeyValues
          className="max-w-md border-t"
          items={[
            { key: settingsText.name, value: found.data.name },
            { key: settingsText.slug, value: <code>{found.data.slug}</code> },
          ]}
        />
      )}
      {mayManage && <ParentWorkspace workspace={found.data} />}
      <ContentApi workspace={found.data} mayManage={mayManage} siteUrl={siteUrl} />
      {can(role, 'key.manage') && keys}
      <Quality workspace={found.data} mayManage={mayManage} />
      <Attention workspace={found.data} mayManage={mayManage} />
    </SettingsFrame>
  );
}

function Names({ workspace }: { workspace: Workspace }) {
  const router = useRouter();
  const update = useUpdateWorkspace(workspace.slug);
  const form = useForm({ values: { name: workspace.name, slug: workspace.slug } });
  return (
    <Form
      form={form}
      submitLabel={settingsText.save}
      className="max-w-md"
      onSubmit={async (values) => {
        try {
          const saved = await update.mutateAsync(values);
          toast.done(settingsText.saved);
          if (saved.slug !== workspace.slug) router.replace(inWorkspace(saved.slug).settings);
          router.refresh();
        } catch (error) {
          return problemOf(error);
        }
      }}
    >
      <FormTextField control={form.control} name="name" label={settingsText.name} limit={100} />
      <FormTextField
        control={form.control}
        name="slug"
        label={settingsText.slug}
        help={settingsText.slugHelp}
        limit={100}
        mono
      />
    </Form>
  );
}

function ContentApi({ workspace, mayManage, siteUrl }: SectionProps & { siteUrl: string }) {
  const { flip, isPending } = useFlip(workspace);
  const address = `${siteUrl}/api/v1/${workspace.slug}`;
  const copy = async () => {
    await navigator.clipboard.writeText(address);
    toast.done(settingsText.copied);
  };
  return (
    <SettingsSection
      title={settingsText.contentTitle}
      lead={settingsText.contentLead}
      actions={
        <LinkButton icon={<BookText />} href={STUDIO.reference}>
          {settingsText.reference}
        </LinkButton>
      }
    >
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <code className="min-w-0 rounded-lg bg-sunken px-3 py-1.5 text-sm break-all select-all">{address}</code>
        <Button size="sm" variant="quiet" icon={<Copy />} onPress={() => void copy()}>
          {settingsText.copy}
        </Button>
      </div>
      <Switch
        isSelected={workspace.content_is_open}
        isDisabled={!mayManage || isPending}
        help={settingsText.openHelp[workspace.content_is_open ? 'true' : 'false']}
        onChange={(content_is_open) =>
          flip({ content_is_open }, content_is_open ? settingsText.opened : settingsText.closed)
        }
      >
        {settingsText.open}
      </Switch>
      <Switch
        isSelected={workspace.names_reviewers}
        isDisabled={!mayManage || isPending}
        help={settingsText.namesHelp}
        onChange={(names_reviewers) =>
          flip({ names_reviewers }, names_reviewers ? settingsText.namesOn : settingsText.namesOff)
        }
      >
        {settingsText.names}
      </Switch>
    </SettingsSection>
  );
}

function Quality({ workspace, mayManage }: SectionProps) {
  const { flip, isPending } = useFlip(workspace);
  return (
    <SettingsSection title={settingsText.draftsTitle}>
      <Switch
        isSelected={workspace.allows_pending_drafts}
        isDisabled={!mayManage || isPending}
        help={settingsText.draftsHelp}
        onChange={(allows_pending_drafts) =>
          flip({ allows_pending_drafts }, allows_pending_drafts ? settingsText.draftsOn : settingsText.draftsOff)
        }
      >
        {settingsText.drafts}
      </Switch>
      <Switch
        isSelected={workspace.allows_self_approval}
        isDisabled={!mayManage || isPending}
        help={settingsText.selfApprovalHelp}
        onChange={(allows_self_approval) =>
          flip(
            { allows_self_approval },
            allows_self_approval ? settingsText.selfApprovalOn : settingsText.selfApprovalOff,
          )
        }
      >
        {settingsText.selfApproval}
      </Switch>
      <Switch
        isSelected={workspace.asks_for_proposals}
        isDisabled={!mayManage || isPending}
        help={settingsText.proposalsHelp}
        onChange={(asks_for_proposals) =>
          flip({ asks_for_proposals }, asks_for_proposals ? settingsText.proposalsOn : settingsText.proposalsOff)
        }
      >
        {settingsText.proposals}
      </Switch>
    </SettingsSection>
  );
}
