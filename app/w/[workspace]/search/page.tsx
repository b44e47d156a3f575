import type { Metadata } from 'next';
import { readSearch } from '#components/search/address.tsx';
import { SearchPage } from '#components/search/search-page.tsx';
import { Place } from '#components/shell/place.tsx';
import { ok } from '#lib/base/core/problem.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { listBeacons } from '#lib/catalogue/data/entities.ts';
import { searchContent } from '#lib/search/data/search.ts';
import { FOUND_A_PAGE } from '#lib/search/queries.ts';
import { enter } from '../enter.ts';
import { Prefetched } from '../prefetched.tsx';

interface SearchPlaceProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ searchParams }: SearchPlaceProps): Promise<Metadata> {
  const { q } = await searchParams;
  return { title: typeof q === 'string' && q ? `${q} - Search` : 'Search' };
}

export default async function SearchPlace({ params, searchParams }: SearchPlaceProps) {
  const { db, workspace } = await enter(params);
  const { id, slug, name } = workspace;
  const given = await searchParams;
  const listed = await listBeacons(db, id);
  const beacons = listed.ok ? listed.data : [];
  const filter = readSearch({ get: (name) => [given[name]].flat()[0] ?? null }, beacons);
  const { q, kind, state, difficulty, in: found_in, beacon } = filter;
  const found = await searchContent(db, id, {
    query: q,
    kinds: kind ? [kind] : undefined,
    state: state ?? undefined,
    difficulty: difficulty ?? undefined,
    found_in: found_in ?? undefined,
    beacon_id: beacon ?? undefined,
    limit: FOUND_A_PAGE,
  });
  const pages = found.ok ? ok({ pages: [found.data], pageParams: [0] }) : found;
  return (
    <Place crumbs={[{ label: name, href: inWorkspace(slug).home }, { label: 'Search' }]}>
      <Prefetched data={[[keys.search(slug, filter), pages]]}>
        <SearchPage workspace={slug} beacons={beacons} />
      </Prefetched>
    </Place>
  );
}
