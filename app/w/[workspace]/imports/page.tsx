import type { Metadata } from 'next';
import { ImportLog } from '#components/bundles/log.tsx';
import { Place } from '#components/shell/place.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { readImports } from '#lib/bundles/services/imports.ts';
import { listPeople } from '#lib/people/data/workspaces.ts';
import { enter } from '../enter.ts';
import { Prefetched } from '../prefetched.tsx';

export const metadata: Metadata = { title: 'Imports' };

export default async function ImportsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { db, workspace } = await enter(params);
  const { id, slug } = workspace;
  const [imports, people] = await Promise.all([readImports(db, id), listPeople(db, id)]);
  return (
    <Place crumbs={[{ label: workspace.name, href: inWorkspace(slug).home }, { label: 'Imports' }]}>
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
