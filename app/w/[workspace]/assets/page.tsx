import type { Metadata } from 'next';
import { Assets } from '#components/assets/assets.tsx';
import { Place } from '#components/shell/place.tsx';
import { ASSET_FILTERS } from '#lib/assets/core/asset.ts';
import { readAssets } from '#lib/assets/data/assets.ts';
import { ok } from '#lib/base/core/problem.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { listPeople } from '#lib/people/data/workspaces.ts';
import { enter } from '../enter.ts';
import { Prefetched } from '../prefetched.tsx';

export const metadata: Metadata = { title: 'Assets' };

interface AssetsPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ show?: string; q?: string }>;
}

export default async function AssetsPage({ params, searchParams }: AssetsPageProps) {
  const { db, workspace } = await enter(params);
  const { id, slug, name } = workspace;
  const { show, q } = await searchParams;
  const view = { filter: ASSET_FILTERS.find((one) => one === show) ?? 'all', search: typeof q === 'string' ? q : '' };
  const [people, first] = await Promise.all([listPeople(db, id), readAssets(db, id, view)]);
  return (
    <Place crumbs={[{ label: name, href: inWorkspace(slug).home }, { label: 'Assets' }]}>
      <Prefetched
        data={[
          [keys.people(slug), people],
          [keys.assetList(slug, view), first.ok ? ok({ pages: [first.data], pageParams: [undefined] }) : first],
        ]}
      >
        <Assets workspace={slug} />
      </Prefetched>
    </Place>
  );
}
