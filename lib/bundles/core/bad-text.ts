import type { BundleRule } from './problem.ts';

const MOST_DEPTH = 64;

interface BadText {
  code: BundleRule;
  path: (string | number)[];
  message: string;
  hint: string;
}

/** What in a value cannot be stored. PostgreSQL takes no NUL and no half of a surrogate pair, and nobody nests this deep on purpose. */
export function badTexts(value: unknown, path: readonly (string | number)[]): BadText[] {
  const at = [...path];
  const found: BadText[] = [];
  const refuse = (code: BundleRule, place: (string | number)[], message: string, hint: string) =>
    found.push({ code, path: [...place], message, hint });
  const checkOne = (text: string) => {
    if (!text.includes('\0') && text.isWellFormed()) return;
    const what = text.includes('\0') ? 'a NUL character' : 'half of a surrogate pair';
    refuse('bad_text', at, `This text contains ${what}, which cannot be stored.`, 'Remove the character.');
  };
  const checkBelow = (inner: unknown, name: string | number) => {
    at.push(name);
    if (typeof name === 'string') checkOne(name);
    look(inner);
    at.pop();
  };
  const look = (inner: unknown): void => {
    if (typeof inner === 'string') checkOne(inner);
    if (typeof inner !== 'object' || inner === null) return;
    if (at.length > MOST_DEPTH)
      refuse('too_deep', at.slice(0, 6), `This is nested more than ${MOST_DEPTH} levels deep.`, 'Flatten it.');
    else if (Array.isArray(inner)) for (const [index, one] of inner.entries()) checkBelow(one, index);
    else {
      for (const [name, one] of Object.entries(inner)) {
        if (name === '__proto__')
          refuse('bad_text', [...at, name], 'The name __proto__ cannot be used for a field.', 'Rename the field.');
        checkBelow(one, name);
      }
    }
  };
  look(value);
  return found;
}
