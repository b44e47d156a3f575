import type { Metadata } from 'next';
import { Upload } from '#components/bundles/upload.tsx';
import { Place } from '#components/shell/place.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { enter } from '../../enter.ts';

export const metadata: Metadata = { title: 'Import' };

interface NewImportProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ spark?: string | string[] }>;
}

export default async function NewImportPage({ params, searchParams }: NewImportProps) {
  const { workspace } = await enter(params);
  const { slug } = workspace;
  const asked = (await searchParams).spark;
  return (
    <Place
      crumbs={[
        { label: workspace.name, href: inWorkspace(slug).home },
        { label: 'Imports', href: inWorkspace(slug).imports },
        { label: 'New' },
      ]}
    >
      <Upload workspace={slug} spark={typeof asked === 'string' ? asked : undefined} />
    </Place>
  );
}
