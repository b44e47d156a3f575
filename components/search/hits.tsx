import { hitsOf } from '#lib/search/core.ts';

/** A text of the search with its hits marked. */
export function Hits({ marked }: { marked: string }) {
  return hitsOf(marked).map(({ text, is_hit }, at) =>
    is_hit ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move.
      <mark key={at} className="rounded-xs bg-draft-soft font-medium text-ink">
        {text}
      </mark>
    ) : (
      text
    ),
  );
}
