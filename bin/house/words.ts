/** Words of the screen by their names in a file of words: `export const outlineText = { ... }`. */
export function wordsIn(source: string): { name: string; keys: string[] }[] {
  return [...source.matchAll(/^export const (\w+Text)\b[^=]*= \{\n([\s\S]*?)\n\}/gm)].map(
    ([, name = '', body = '']) => ({
      name,
      keys: Array.from(body.matchAll(/^ {2}(\w+)(?::|\()/gm), ([, key = '']) => key),
    }),
  );
}

/** Whether some code says a word: as a member, taken apart, or by its name in a list. */
export const says = (code: string, key: string): boolean =>
  new RegExp(`\\.${key}\\b|['"]${key}['"]|\\{[^}]*\\b${key}\\b[^}]*\\} = `).test(code);
