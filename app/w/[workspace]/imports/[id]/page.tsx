import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ImportPage } from '#components/imports/import-page';
import { Place } from '#components/shell/place';
import { listPeople } from '#lib/data/workspaces';
import { keys } from '#lib/queries/keys';
import { readImport } from '#lib/services/imports';
import { enter } from '../../enter.ts';
import { Prefetched } from '../../prefetched.tsx';

export const metadata: Metadata = { title: 'Import' };

export default async function OneImportPage({ params }: { params: Promise<{ workspace: string; id: string }> }) {
  const { db, workspace, role } = await enter(params);
  const { slug } = workspace;
  const { id } = await params;
  const [record, people] = await Promise.all([readImport(db, workspace.id, id), listPeople(db, workspace.id)]);
  // An address that is no id at all comes back as invalid input.
  if (!record.ok && (record.problem.code === 'not_found' || record.problem.code === 'invalid_input')) notFound();
  return (
    <Place
      crumbs={[
        { label: workspace.name, href: `/w/${slug}` },
        { label: 'Imports', href: `/w/${slug}/imports` },
        { label: record.ok ? (record.data.name ?? record.data.version_label) : 'Import' },
      ]}
    >
      <Prefetched
        data={[
          [keys.import(slug, id), record],
          [keys.people(slug), people],
        ]}
      >
        <ImportPage workspace={slug} role={role} import_id={id} />
      </Prefetched>
    </Place>
  );
}
