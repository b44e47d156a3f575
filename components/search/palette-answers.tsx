import { TextSearch } from 'lucide-react';
import { entityItem, kindHint } from '#components/shell/entity-item.tsx';
import type { PaletteAnswer, PaletteItem } from '#components/shell/palette-item.ts';
import { isNamedKind } from '#lib/base/core/content-kinds.ts';
import { likeness } from '#lib/base/core/likeness.ts';
import { hitLine, wordsApart } from '#lib/search/core.ts';
import type { Found } from '#lib/search/data/search.ts';
import { fetchFound } from '#lib/search/queries.ts';
import { foundHref } from './address.tsx';

// A title that is misspelt may come far down among those that share some letters with it; the palette brings it up.
const ASKED = 30;
const MOST_TEXTS = 4;

/** Content for the palette: what is called like that, and what says it. */
export async function searchContent(workspace: string, typed: string, signal: AbortSignal): Promise<PaletteAnswer> {
  const ask = (words: string) => fetchFound(workspace, words, signal, { limit: ASKED });
  const { items, is_close, is_complete } = await ask(typed);
  const isMeant = ({ kind, title }: Found) => isNamedKind(kind) && likeness(title, typed) !== null;
  // Where nothing is written like that, all that was found are titles that come close. Exercises have no title of their own.
  const isTitle = ({ kind, found_in }: Found) => isNamedKind(kind) && (is_close || found_in.includes('title'));
  const apart = is_close && !items.some(isMeant) ? await Promise.all(wordsApart(typed).map(ask)) : [];
  const titles = [...items.filter(isTitle), ...apart.flatMap((one) => one.items.filter(isMeant))];
  const named = new Map(titles.map((found) => [found.entity_id, found]));
  // What is said in the exercises of a lesson that is called like that leads to the same page.
  const texts = is_close ? [] : items.filter((found) => !isTitle(found) && !named.has(found.owner_id));
  return {
    titles: [...named.values()].map((found) => titleItem(workspace, found)),
    texts: texts.slice(0, MOST_TEXTS).map((found) => textItem(workspace, found)),
    isComplete: is_complete,
  };
}

function titleItem(workspace: string, found: Found): PaletteItem {
  const { kind, slug, title, path } = found;
  if (!isNamedKind(kind)) return textItem(workspace, found);
  const place = kind === 'spark' ? path.at(-1)?.title : undefined;
  return { ...entityItem(workspace, { kind, slug, title }), hint: place ?? kindHint(kind) };
}

/** What it says there, and where that is. */
function textItem(workspace: string, found: Found): PaletteItem {
  const { text, hits } = hitLine(found.excerpt);
  const href = foundHref(workspace, found);
  const id = `${found.kind}:${found.entity_id}`;
  if (text === '') return { id, label: found.title, hint: kindHint(found.kind), icon: <TextSearch />, href };
  return { id, label: text, hits, hint: found.title, icon: <TextSearch />, href };
}
