import { ok, type Result } from '#lib/base/core/problem.ts';
import { assemblePrompt } from './assemble.ts';
import type { AssembledPrompt, PromptInput, PromptSource } from './input.ts';
import { namesIn, withoutTokens } from './template.ts';
import { VARIABLES } from './variables.ts';

/** A piece of material that did not go along, or not whole. Counted in characters. */
export interface LeftOut {
  name: string;
  characters: number;
  left_out: number;
}

/** A prompt that keeps to a bound, with what it had to leave out for that. */
export interface FittedPrompt extends AssembledPrompt {
  left_out: LeftOut[];
  /** False: what cannot be left out is longer than the bound already. */
  fits: boolean;
}

/** Code and Chinese have about so many bytes a token, English more: a prompt that is counted with it is never longer than was thought. */
const LEAST_BYTES_A_TOKEN = 3;

/** How many bytes a prompt may have for a model that reads and writes so many tokens; null where nobody knows how many. */
export const roomIn = (context_tokens: number | null, answer_tokens: number): number | null =>
  context_tokens === null ? null : Math.max(0, context_tokens - answer_tokens) * LEAST_BYTES_A_TOKEN;

const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** The bytes of all messages of a prompt together. */
export const bytesOf = (messages: readonly { content: string }[]): number =>
  messages.reduce((sum, { content }) => sum + bytes(content), 0);

/** The fences of one source with the breaks around them: two nonces of 24 letters, its number, and what is said of it. */
const FENCE_BYTES = 100;
const sizeOf = ({ name, text }: PromptSource): number =>
  bytes(withoutTokens(name)) + bytes(withoutTokens(text)) + FENCE_BYTES;

/**
 * Chooses what of the material goes along. What is needed is whole, whatever the room. The rest comes in its order, each whole as long as
 * there is room; the first for which there is not enough ends at a paragraph, and what comes after that is left out.
 */
export function fitMaterial(material: readonly PromptSource[], room: number | null) {
  const needed = material.filter(({ is_needed }) => is_needed);
  let left = (room ?? Number.POSITIVE_INFINITY) - needed.reduce((sum, one) => sum + sizeOf(one), 0);
  let count = needed.length;
  const sources: PromptSource[] = [];
  const left_out: LeftOut[] = [];
  for (const one of material) {
    const kept = one.is_needed ? one : count < VARIABLES.sources.most ? cutTo(one, left) : null;
    if (kept) sources.push(kept);
    if (kept?.text.length !== one.text.length) {
      left_out.push(lost(one.name, one.text, kept?.text.length ?? 0));
      // Nothing overtakes what was cut: whoever gave the sources has put them into their order.
      left = 0;
    }
    if (!one.is_needed && kept) {
      left -= sizeOf(kept);
      count += 1;
    }
  }
  return { sources, left_out };
}

const lost = (name: string, text: string, kept: number): LeftOut => ({
  name,
  characters: text.length,
  left_out: text.length - kept,
});

/** As much of a source as there is room for, up to the end of a paragraph; null where that is nothing. */
function cutTo(source: PromptSource, room: number): PromptSource | null {
  if (sizeOf(source) <= room) return source;
  const ends = [...source.text.matchAll(/\n[^\S\n]*\n/g)].map(({ index }) => index);
  // The longest that fits, found by halves: a source may be a book.
  let [from, to] = [0, ends.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sizeOf({ ...source, text: source.text.slice(0, ends[middle]) }) <= room) from = middle + 1;
    else to = middle;
  }
  const text = source.text.slice(0, ends[from - 1] ?? 0);
  return text.trim() === '' ? null : { ...source, text };
}

/** Makes a prompt of at most so many bytes: the same input and bound, the same prompt, and nothing left out without being said. */
export function assembleWithin(
  input: PromptInput,
  digest: (text: string) => string,
  most_bytes: number | null,
): Result<FittedPrompt> {
  // A template that names no sources has no place for any, which is said as well.
  const hasPlace = namesIn(input.template.parts.user).includes('sources');
  const counted = hasPlace
    ? fitMaterial(input.sources, null)
    : { sources: [], left_out: input.sources.map(({ name, text }) => lost(name, text, 0)) };
  const whole = assemblePrompt({ ...input, sources: counted.sources }, digest);
  if (!whole.ok) return whole;
  const isWhole = most_bytes === null || bytesOf(whole.data.messages) <= most_bytes;
  if (isWhole || !hasPlace) return ok({ ...whole.data, left_out: counted.left_out, fits: isWhole });
  const frame = assemblePrompt({ ...input, sources: [] }, digest);
  if (!frame.ok) return frame;
  const { sources, left_out } = fitMaterial(input.sources, most_bytes - bytesOf(frame.data.messages));
  const made = assemblePrompt({ ...input, sources }, digest);
  return made.ok ? ok({ ...made.data, left_out, fits: bytesOf(made.data.messages) <= most_bytes }) : made;
}
