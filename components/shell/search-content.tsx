import { fetchFound } from '#lib/queries/search';
import { KindIcon, kindName, placeOf } from '../content/kind';
import type { PaletteGroup } from './palette';

/** Content for the palette: the best matches of each kind, the kind with the best one first. */
export async function searchContent(workspace: string, typed: string): Promise<PaletteGroup[]> {
  const { items } = await fetchFound(workspace, typed);
  const kinds = [...new Set(items.map(({ kind }) => kind))];
  return kinds.map((kind) => ({
    id: `found-${kind}`,
    heading: kindName(kind),
    items: items
      .filter((one) => one.kind === kind)
      .map(({ entity_id, slug, title, above }) => ({
        id: entity_id,
        label: title,
        hint: above ?? slug,
        icon: <KindIcon kind={kind} />,
        href: placeOf(workspace, kind === 'package' ? 'spark' : kind === 'objective' ? 'concept' : kind, slug),
      })),
  }));
}
