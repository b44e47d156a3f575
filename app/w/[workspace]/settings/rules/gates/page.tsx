import type { Metadata } from 'next';
import { QualityGates } from '#components/quality/gates.tsx';
import { qualityText } from '#components/quality/text.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { readQualityGates } from '#lib/quality/data/quality.ts';
import { enter } from '../../../enter.ts';
import { RulesPlace } from '../rules-place.tsx';

export const metadata: Metadata = { title: 'Quality gates' };

/** Which findings hold back a snapshot. */
export default async function QualityGatesPage({ params }: { params: Promise<{ workspace: string }> }) {
  const seated = await enter(params);
  const { db, workspace, role } = seated;
  return (
    <RulesPlace
      seated={seated}
      selected="gates"
      data={[[keys.qualityGates(workspace.slug), await readQualityGates(db, workspace.id)]]}
    >
      <div className="flex max-w-4xl flex-col gap-6">
        <p className="text-muted">{qualityText.gatesLead}</p>
        <QualityGates workspace={workspace.slug} role={role} />
      </div>
    </RulesPlace>
  );
}
