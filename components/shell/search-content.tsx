import type { NamedKind } from '#lib/core/content-kinds';
import { fetchFound } from '#lib/queries/search';
import { KindIcon, kindName, placeOf } from '../content/kind';
import type { PaletteGroup } from './palette';

/** Content for the palette: a group for each kind that has something, sparks first. */
export async function searchContent(workspace: string, typed: string): Promise<PaletteGroup[]> {
  const found = await fetchFound(workspace, typed);
  const kinds = [...new Set(found.map(({ kind }) => kind))];
  return kinds.map((kind: NamedKind) => ({
    id: `found-${kind}`,
    heading: kindName(kind),
    items: found
      .filter((one) => one.kind === kind)
      .map(({ slug, title }) => ({
        id: slug,
        label: title,
        hint: slug,
        icon: <KindIcon kind={kind} />,
        href: placeOf(workspace, kind, slug),
      })),
  }));
}
