import type { Metadata } from 'next';
import { SparksPage } from '#components/catalogue/sparks/sparks-page.tsx';
import { Place } from '#components/shell/place.tsx';
import { can } from '#lib/base/core/permissions.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { enter } from '../enter.ts';

export const metadata: Metadata = { title: 'Sparks' };

/** All sparks of a workspace as one list. Its rows are asked for by the page, which shows none before. */
export default async function SparksRoute({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace, role } = await enter(params);
  const { slug, name } = workspace;
  return (
    <Place layout="fill" crumbs={[{ label: name, href: inWorkspace(slug).home }, { label: 'Sparks' }]}>
      <SparksPage workspace={slug} mayImport={can(role, 'import.run')} />
    </Place>
  );
}
