/** A part of a comparison, as the `diff` library gives it. */
export interface ComparedPart<Value> {
  value: Value;
  added?: boolean;
  removed?: boolean;
}

interface Joining<Value> {
  /** Whether it is nothing to read: the space between two words. */
  isBlank: (value: Value) => boolean;
  join: (one: Value, other: Value) => Value;
}

/**
 * The same comparison with words that changed in a row told as one: all that went, then all that came. Left alone, a comparison word by
 * word keeps each space between them, and two sentences are read through each other.
 */
export function joinedChanges<Value>(
  parts: readonly ComparedPart<Value>[],
  { isBlank, join }: Joining<Value>,
): ComparedPart<Value>[] {
  const joined: ComparedPart<Value>[] = [];
  let [gone, come]: [Value | null, Value | null] = [null, null];
  const add = (to: Value | null, value: Value) => (to === null ? value : join(to, value));
  const flush = () => {
    if (gone !== null) joined.push({ value: gone, removed: true });
    if (come !== null) joined.push({ value: come, added: true });
    [gone, come] = [null, null];
  };
  for (const [at, { value, added, removed }] of parts.entries()) {
    const next = parts[at + 1];
    if (removed) gone = add(gone, value);
    else if (added) come = add(come, value);
    // Between what only went, or only came, the space stays: there is nothing to be read through each other.
    else if (gone !== null && come !== null && (next?.added || next?.removed) && isBlank(value))
      [gone, come] = [add(gone, value), add(come, value)];
    else {
      flush();
      joined.push({ value });
    }
  }
  flush();
  return joined;
}

/** Of texts that were compared word by word. A line break is kept where it stands. */
export const joinedWords = (parts: readonly ComparedPart<string>[]): ComparedPart<string>[] =>
  joinedChanges(parts, { isBlank: (text) => /^[^\S\n]+$/.test(text), join: (one, other) => one + other });
