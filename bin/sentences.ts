import { filesOf, read } from './house/imports.ts';

// `npm run sentences`: every sentence of the interface with its place, to be read through as a whole. `npm run sentences components/review`
// gives those of a part, `npm run sentences | sort -t: -k3` those that are alike together.

const [part = 'components'] = process.argv.slice(2);
const LITERAL = /'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g;

/** A name that something goes by in the code, and nobody reads. */
const isName = (words: string): boolean => !/\s/.test(words) && !/^\p{Lu}/u.test(words);

function sentencesIn(source: string): { line: number; words: string }[] {
  const found: { line: number; words: string }[] = [];
  for (const [at, text] of source.split('\n').entries()) {
    if (/^\s*(import|\/\/|\/?\*)/.test(text)) continue;
    for (const [, plain, template] of text.matchAll(LITERAL))
      found.push({ line: at + 1, words: plain ?? template ?? '' });
  }
  return found;
}

for (const file of filesOf(`${part}/**/*.ts`)) {
  if (!/(^|[-/])text\.ts$/.test(file)) continue;
  for (const { line, words } of sentencesIn(read(file))) {
    if (words.trim() !== '' && !isName(words)) console.log(`${file}:${line}: ${words}`);
  }
}
