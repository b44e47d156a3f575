import type { Metadata } from 'next';
import { Trash } from '#components/history/trash/trash.tsx';
import { Place } from '#components/shell/place.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { readTrash } from '#lib/history/data/trash.ts';
import { listPeople } from '#lib/people/data/workspaces.ts';
import { enter } from '../enter.ts';
import { Prefetched } from '../prefetched.tsx';

export const metadata: Metadata = { title: 'Trash' };

export default async function TrashPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { db, workspace, role } = await enter(params);
  const { id, slug, name } = workspace;
  const [trash, people] = await Promise.all([readTrash(db, id), listPeople(db, id)]);
  return (
    <Place crumbs={[{ label: name, href: inWorkspace(slug).home }, { label: 'Trash' }]}>
      <Prefetched
        data={[
          [keys.trash(slug), trash],
          [keys.people(slug), people],
        ]}
      >
        <Trash workspace={slug} role={role} />
      </Prefetched>
    </Place>
  );
}
