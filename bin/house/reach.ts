import { importsOf } from './imports.ts';

// What a declaration leads to, by the names that its text uses: through its own file and what that imports of ours. Names say
// more than is done (a name in a string counts), never less.

/** Remembers what was made of a text: files are asked again for each read that leads through them. */
function once<T>(make: (file: string, source: string) => T) {
  const made = new Map<string, { source: string; value: T }>();
  return (file: string, source: string): T => {
    const earlier = made.get(file);
    if (earlier?.source === source) return earlier.value;
    const value = make(file, source);
    made.set(file, { source, value });
    return value;
  };
}

/** Values declared at the top of a file, each with its text. Biome begins them, and nothing else of code, at the first column. */
export function declarationsOf(source: string): Map<string, string> {
  const starts = Array.from(
    source.matchAll(/^(?:export )?(?:default )?(?:async )?(const|let|function\*?|class|type|interface) (\w+)/gm),
    (match) => ({ isType: /^(type|interface)$/.test(match[1] ?? ''), name: match[2] ?? '', at: match.index }),
  );
  const texts = starts.map((one, index) => ({ ...one, text: source.slice(one.at, starts[index + 1]?.at) }));
  return new Map(texts.filter(({ isType }) => !isType).map(({ name, text }) => [name, text]));
}

interface Imported {
  file: string;
  /** Null for the whole of the file, as `import * as` gives it. */
  name: string | null;
}

/** What the names that a file imports stand for. Types lead nowhere. */
export function importedNames(file: string, source: string): Map<string, Imported> {
  const names = new Map<string, Imported>();
  for (const [statement, clause = ''] of source.matchAll(/^import (?!type\b)([\s\S]*?) from '[^']+';$/gm)) {
    const to = importsOf(file, statement)[0]?.to ?? '';
    const whole = clause.match(/\* as (\w+)/)?.[1];
    if (whole) names.set(whole, { file: to, name: null });
    for (const part of (clause.match(/\{([^}]*)\}/)?.[1] ?? '').split(',')) {
      const [, isType, name, local] = part.trim().match(/^(type )?(\w+)(?: as (\w+))?$/) ?? [];
      if (name && !isType) names.set(local ?? name, { file: to, name });
    }
  }
  return names;
}

const declared = once((_, source) => declarationsOf(source));
const imports = once(importedNames);

/** The texts of a declaration and of all that it leads to, by `file#name`. `read` gives the text of a file, or null for none of ours. */
export function reachOf(file: string, name: string, read: (file: string) => string | null): Map<string, string> {
  const reached = new Map<string, string>();
  const waiting = [{ file, name }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const source = read(next.file);
    const text = source === null ? undefined : declared(next.file, source).get(next.name);
    const key = `${next.file}#${next.name}`;
    if (source === null || text === undefined || reached.has(key)) continue;
    reached.set(key, text);
    const imported = imports(next.file, source);
    for (const [, before, word = '', member] of text.matchAll(/(\.?)\b([A-Za-z_]\w*)\b(?:\.(\w+))?/g)) {
      const one = before ? undefined : imported.get(word);
      if (one?.name) waiting.push({ file: one.file, name: one.name });
      else if (one && member) waiting.push({ file: one.file, name: member });
      else if (!before && word !== next.name) waiting.push({ file: next.file, name: word });
    }
  }
  return reached;
}
