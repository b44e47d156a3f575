/** A text as PostgreSQL can store it: without NUL, and with a replacement character for half of a surrogate pair. */
export const storableText = (text: string): string => text.toWellFormed().replaceAll('\0', '');

/** The same for all texts and names within plain data: what is said of bad input quotes it, and has to be written down as well. */
export function storable<Value>(value: Value): Value {
  return told(value) as Value;
}

function told(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(told);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [storableText(name), told(inner)]));
}
