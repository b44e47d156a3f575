import { KindIcon, kindName } from '#components/base/kind.tsx';
import type { PaletteAnswer } from '#components/shell/palette.tsx';
import { shellText } from '#components/shell/text.ts';
import { fetchFound } from '#lib/search/queries.ts';
import { foundHref } from './address.tsx';
import { searchText } from './text.ts';

/** Content for the palette: the best matches of each kind, the kind with the best one first. */
export async function searchContent(workspace: string, typed: string, signal: AbortSignal): Promise<PaletteAnswer> {
  const { items, is_close, is_complete } = await fetchFound(workspace, typed, signal);
  const kinds = [...new Set(items.map(({ kind }) => kind))];
  const groups = kinds.map((kind) => ({
    id: `found-${kind}`,
    heading: kind === 'package' ? searchText.exercisesOf : kindName(kind),
    items: items
      .filter((one) => one.kind === kind)
      .map((found) => ({
        id: found.entity_id,
        label: found.title,
        hint: found.path.at(-1)?.title ?? found.slug,
        icon: <KindIcon kind={kind} />,
        href: foundHref(workspace, found),
      })),
  }));
  return {
    groups,
    notes: [
      ...(is_close && items.length > 0 ? [searchText.close] : []),
      ...(is_complete ? [] : [shellText.stillReading]),
    ],
  };
}
