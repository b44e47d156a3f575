import type { Metadata } from 'next';
import { ChangeSets } from '#components/history/change-sets';
import { Place } from '#components/shell/place';
import { listPeople } from '#lib/data/workspaces';
import { keys } from '#lib/queries/keys';
import { enter } from '../enter.ts';
import { Prefetched } from '../prefetched.tsx';

export const metadata: Metadata = { title: 'Changes' };

export default async function ChangesPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { db, workspace } = await enter(params);
  const { id, slug, name } = workspace;
  const people = await listPeople(db, id);
  return (
    <Place crumbs={[{ label: name, href: `/w/${slug}` }, { label: 'Changes' }]}>
      <Prefetched data={[[keys.people(slug), people]]}>
        <ChangeSets workspace={slug} />
      </Prefetched>
    </Place>
  );
}
