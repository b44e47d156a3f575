import type { Metadata } from 'next';
import { QualityGates } from '#components/quality/gates.tsx';
import { qualityText } from '#components/quality/text.ts';
import { Place } from '#components/shell/place.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { readQualityGates } from '#lib/quality/data/quality.ts';
import { enter } from '../../../enter.ts';
import { Prefetched } from '../../../prefetched.tsx';

export const metadata: Metadata = { title: 'Quality gates' };

export default async function QualityGatesPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { db, workspace, role } = await enter(params);
  const { id, slug, name } = workspace;
  return (
    <Place crumbs={[{ label: name, href: inWorkspace(slug).home }, { label: qualityText.gates }]}>
      <Prefetched data={[[keys.qualityGates(slug), await readQualityGates(db, id)]]}>
        <div className="flex max-w-4xl flex-col gap-6">
          <PageHeader title={qualityText.gates}>{qualityText.gatesLead}</PageHeader>
          <QualityGates workspace={slug} role={role} />
        </div>
      </Prefetched>
    </Place>
  );
}
