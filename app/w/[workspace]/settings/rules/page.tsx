import { redirect } from 'next/navigation';
import { inWorkspace } from '#lib/base/core/studio-address.ts';

/** The rules begin with what most of a prompt is made of. */
export default async function RulesPage({ params }: { params: Promise<{ workspace: string }> }) {
  redirect(inWorkspace((await params).workspace).templates());
}
