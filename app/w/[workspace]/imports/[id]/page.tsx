import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ImportPage } from '#components/bundles/import-page.tsx';
import { Place } from '#components/shell/place.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { readImport } from '#lib/bundles/services/imports.ts';
import { getEntityHead } from '#lib/catalogue/data/entities.ts';
import { listPeople } from '#lib/people/data/workspaces.ts';
import { enter } from '../../enter.ts';
import { Prefetched } from '../../prefetched.tsx';

export const metadata: Metadata = { title: 'Import' };

interface OneImportProps {
  params: Promise<{ workspace: string; id: string }>;
  searchParams: Promise<{ spark?: string | string[] }>;
}

export default async function OneImportPage({ params, searchParams }: OneImportProps) {
  const { db, workspace, role } = await enter(params);
  const { slug } = workspace;
  const { id } = await params;
  const asked = (await searchParams).spark;
  const [record, people, spark] = await Promise.all([
    readImport(db, workspace.id, id),
    listPeople(db, workspace.id),
    typeof asked === 'string' ? getEntityHead(db, workspace.id, 'spark', asked) : null,
  ]);
  // An address that is no id at all comes back as invalid input.
  if (!record.ok && (record.problem.code === 'not_found' || record.problem.code === 'invalid_input')) notFound();
  const hasReport = record.ok && record.data.question_format !== null && record.data.status !== 'failed';
  return (
    <Place
      layout={hasReport ? 'fill' : 'page'}
      crumbs={[
        { label: workspace.name, href: inWorkspace(slug).home },
        { label: 'Imports', href: inWorkspace(slug).imports },
        { label: record.ok ? (record.data.name ?? record.data.version_label) : 'Import' },
      ]}
    >
      <Prefetched
        data={[
          [keys.import(slug, id), record],
          [keys.people(slug), people],
        ]}
      >
        <ImportPage
          workspace={slug}
          role={role}
          import_id={id}
          spark={spark?.ok ? { id: spark.data.id, title: spark.data.title } : null}
        />
      </Prefetched>
    </Place>
  );
}
