import type { Metadata } from 'next';
import { ImportLog } from '#components/imports/log';
import { Place } from '#components/shell/place';
import { listPeople } from '#lib/data/workspaces';
import { keys } from '#lib/queries/keys';
import { readImports } from '#lib/services/imports';
import { enter } from '../enter.ts';
import { Prefetched } from '../prefetched.tsx';

export const metadata: Metadata = { title: 'Imports' };

export default async function ImportsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { db, workspace } = await enter(params);
  const { id, slug } = workspace;
  const [imports, people] = await Promise.all([readImports(db, id), listPeople(db, id)]);
  return (
    <Place crumbs={[{ label: workspace.name, href: `/w/${slug}` }, { label: 'Imports' }]}>
      <Prefetched
        data={[
          [keys.imports(slug), imports],
          [keys.people(slug), people],
        ]}
      >
        <ImportLog workspace={slug} />
      </Prefetched>
    </Place>
  );
}
