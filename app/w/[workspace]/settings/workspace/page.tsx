import type { Metadata } from 'next';
import { WorkspaceSettings } from '#components/settings/workspace-settings';
import { Place } from '#components/shell/place';
import { can } from '#lib/core/permissions';
import { ok } from '#lib/core/problem';
import { listContentKeys } from '#lib/data/content-keys';
import { env } from '#lib/env';
import { keys } from '#lib/queries/keys';
import { enter } from '../../enter.ts';
import { Prefetched } from '../../prefetched.tsx';

export const metadata: Metadata = { title: 'Workspace settings' };

export default async function WorkspaceSettingsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { db, workspace, role } = await enter(params);
  const { id, slug, name } = workspace;
  const contentKeys = can(role, 'key.manage') ? [await listContentKeys(db, id)] : [];
  return (
    <Place crumbs={[{ label: name, href: `/w/${slug}` }, { label: 'Workspace' }]}>
      <Prefetched
        data={[
          [keys.workspace(slug), ok(workspace)],
          ...contentKeys.map((one) => [keys.contentKeys(slug), one] as const),
        ]}
      >
        <WorkspaceSettings workspace={slug} role={role} siteUrl={env().siteUrl} />
      </Prefetched>
    </Place>
  );
}
