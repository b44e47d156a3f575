import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useQuietText } from '#components/base/quiet-text.ts';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import type { OutlineNode, OutlineTree } from '#lib/catalogue/core/outline.ts';
import type { FoundPlace } from '#lib/catalogue/data/outline.ts';
import { placesQuery } from '#lib/catalogue/queries/outline.ts';

const NONE: FoundPlace[] = [];

/** Domains, trails or concepts by the words typed; those of the words before stay until the answer is there. */
export function usePlaces(workspace: string, kind: NamedKind, typed: string) {
  const text = useQuietText(typed);
  const { data, isPending, isPlaceholderData } = useQuery({
    ...placesQuery(workspace, kind, text),
    placeholderData: (before) => before,
  });
  // Of an answer to other words only what holds these as well: nobody chooses what they did not ask for.
  const places = useMemo(() => {
    const words = typed.toLocaleLowerCase().split(/\s+/);
    return (data ?? NONE).filter(({ title, path }) => {
      const held = `${title} ${path}`.toLocaleLowerCase();
      return words.every((word) => held.includes(word));
    });
  }, [data, typed]);
  return { places, isStale: isPending || isPlaceholderData || text !== typed.trim() };
}

/** A place that was found, as a row: the one that is loaded, or one that says as much as was found. */
export function nodeOfPlace(tree: OutlineTree, kind: NamedKind, place: FoundPlace): OutlineNode {
  const key = `${kind.charAt(0)}-${place.id}`;
  const { id, slug, title, children, color } = place;
  return (
    tree.rows.get(key) ?? {
      key,
      kind,
      id,
      slug,
      title,
      color,
      parent: null,
      children: [],
      child_count: children,
      starts: 0,
      is_loaded: false,
      position: 0,
      changed_below: 0,
      version: 0,
      place_count: 0,
      mins: null,
      spark_count: null,
    }
  );
}
