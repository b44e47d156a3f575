import type { Metadata } from 'next';
import { Members } from '#components/people/settings/members.tsx';
import { Place } from '#components/shell/place.tsx';
import { can } from '#lib/base/core/permissions.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { listInvitations } from '#lib/people/data/invitations.ts';
import { listMembers } from '#lib/people/data/workspaces.ts';
import { enter } from '../../enter.ts';
import { Prefetched } from '../../prefetched.tsx';

export const metadata: Metadata = { title: 'Members' };

export default async function MembersPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { db, workspace, role, user_id } = await enter(params);
  const { id, slug, name } = workspace;
  const members = await listMembers(db, id);
  const invitations = can(role, 'member.manage') ? [await listInvitations(db, id)] : [];
  return (
    <Place crumbs={[{ label: name, href: inWorkspace(slug).home }, { label: 'Members' }]}>
      <Prefetched
        data={[[keys.members(slug), members], ...invitations.map((one) => [keys.invitations(slug), one] as const)]}
      >
        <Members workspace={{ slug, name }} role={role} user_id={user_id} />
      </Prefetched>
    </Place>
  );
}
