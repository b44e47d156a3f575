import { diffArrays } from 'diff';

const wordsOf = (text: string): string[] => text.split(/\s+/).filter(Boolean);
/** Milliseconds; beyond that the words that only one of the texts has are counted wherever they stand. */
const PATIENCE = 500;

/**
 * Of the words of a text as it was approved, the share that a person wrote: those that are not in the draft at their place.
 * From 0 (approved as it was) to 1 (nothing of the draft is left). What was only taken out counts as far as it went: a draft
 * cut in half is not the model's whole text any more.
 */
export function humanShare(draft: string, approved: string): number {
  if (draft === approved) return 0;
  const [before, after] = [wordsOf(draft), wordsOf(approved)];
  if (after.length === 0) return 1;
  const parts = diffArrays(before, after, { timeout: PATIENCE });
  let [added, removed] = [0, 0];
  if (parts) {
    for (const part of parts) {
      if (part.added) added += part.value.length;
      if (part.removed) removed += part.value.length;
    }
  } else [added, removed] = [missingIn(before, after), missingIn(after, before)];
  const share = Math.max(added / after.length, removed / Math.max(1, before.length) / 2);
  return Math.min(1, Math.round(share * 1000) / 1000);
}

/** How many words of the second text the first one does not have. */
function missingIn(has: readonly string[], asked: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of has) left.set(word, (left.get(word) ?? 0) + 1);
  let missing = 0;
  for (const word of asked) {
    const count = left.get(word) ?? 0;
    if (count > 0) left.set(word, count - 1);
    else missing++;
  }
  return missing;
}
