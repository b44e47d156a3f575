import type { Metadata } from 'next';
import { ContentKeys } from '#components/delivery/content-keys.tsx';
import { WorkspaceSettings } from '#components/people/settings/workspace-settings.tsx';
import { Place } from '#components/shell/place.tsx';
import { can } from '#lib/base/core/permissions.ts';
import { ok } from '#lib/base/core/problem.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { env } from '#lib/base/env.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { listContentKeys } from '#lib/delivery/data/keys.ts';
import { enter } from '../../enter.ts';
import { Prefetched } from '../../prefetched.tsx';

export const metadata: Metadata = { title: 'Workspace settings' };

export default async function WorkspaceSettingsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { db, workspace, role } = await enter(params);
  const { id, slug, name } = workspace;
  const contentKeys = can(role, 'key.manage') ? [await listContentKeys(db, id)] : [];
  return (
    <Place crumbs={[{ label: name, href: inWorkspace(slug).home }, { label: 'Workspace' }]}>
      <Prefetched
        data={[
          [keys.workspace(slug), ok(workspace)],
          ...contentKeys.map((one) => [keys.contentKeys(slug), one] as const),
        ]}
      >
        <WorkspaceSettings
          workspace={slug}
          role={role}
          siteUrl={env().siteUrl}
          keys={<ContentKeys workspace={slug} />}
        />
      </Prefetched>
    </Place>
  );
}
