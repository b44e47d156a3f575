import type { Metadata } from 'next';
import { PersonasPage } from '#components/generation/rules/personas-page.tsx';
import { enter } from '../../../enter.ts';
import { RulesPlace } from '../rules-place.tsx';

export const metadata: Metadata = { title: 'Personas' };

/** Whose voice courses are written in. */
export default async function PersonasRoute({ params }: { params: Promise<{ workspace: string }> }) {
  const seated = await enter(params);
  return (
    <RulesPlace seated={seated} selected="personas">
      <PersonasPage workspace={seated.workspace.slug} />
    </RulesPlace>
  );
}
