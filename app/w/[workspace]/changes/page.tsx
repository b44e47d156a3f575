import type { Metadata } from 'next';
import { ChangeSets } from '#components/history/change-sets/change-sets.tsx';
import { Place } from '#components/shell/place.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { listPeople } from '#lib/people/data/workspaces.ts';
import { enter } from '../enter.ts';
import { Prefetched } from '../prefetched.tsx';

export const metadata: Metadata = { title: 'Changes' };

export default async function ChangesPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { db, workspace } = await enter(params);
  const { id, slug, name } = workspace;
  const people = await listPeople(db, id);
  return (
    <Place crumbs={[{ label: name, href: inWorkspace(slug).home }, { label: 'Changes' }]}>
      <Prefetched data={[[keys.people(slug), people]]}>
        <ChangeSets workspace={slug} />
      </Prefetched>
    </Place>
  );
}
