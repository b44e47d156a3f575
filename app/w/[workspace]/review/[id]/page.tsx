import { redirect } from 'next/navigation';
import { inWorkspace } from '#lib/base/core/studio-address.ts';

/** One proposal by its address, as a colleague sends it: opened on the desk. */
export default async function ProposalRoute({ params }: { params: Promise<{ workspace: string; id: string }> }) {
  const { workspace, id } = await params;
  redirect(inWorkspace(workspace).review({ id, show: 'all' }));
}
