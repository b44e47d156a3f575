import { describe, expect, test } from 'vitest';
import { gapsIn } from './cloze.ts';
import { readSource } from './read-source.ts';
import { tell } from './terms.ts';

/** The names that a text defines. */
function defined(text: string): string[] {
  const read = readSource({ name: '', text });
  return tell(read).flatMap(({ sentence, definition }) => {
    if (!definition) return [];
    const [first, last] = [sentence.words[definition.from], sentence.words[definition.to - 1]];
    return [sentence.mask.slice(first?.start, last?.end)];
  });
}

/** The answers that a text can be asked for. */
const asked = (text: string): string[] => {
  const read = readSource({ name: '', text });
  return gapsIn(read, tell(read)).map(({ answer }) => answer);
};

describe('what a sentence defines', () => {
  test.each([
    ['A sluice gate is a door that holds back water in a canal.', 'sluice gate'],
    ['Sluice gates are doors that hold back the water of a canal.', 'Sluice gates'],
    ['Draught (also known as depth) is the distance from the keel to the water.', 'Draught'],
    ['The term draught refers to the distance from the keel to the water.', 'draught'],
    ['The distance from the keel of a ship to the water is called the draught.', 'draught'],
    ['- Draught: the distance from the keel of a ship to the water.', 'Draught'],
    ['Ein Pegel ist ein Gerät, das die Höhe des Wassers in einem Hafen misst und anzeigt.', 'Pegel'],
    ['Una esclusa es una puerta que retiene el agua de un canal para los barcos.', 'esclusa'],
    ['Une écluse est une porte qui retient les eaux d’un canal pour les bateaux.', 'écluse'],
  ])('%s', (text, name) => {
    expect(defined(text)).toEqual([name]);
  });

  test.each([
    'The water is cold in spring and warm in autumn.',
    'Create a new file in the folder of the harbour called tides.txt today.',
    'It is a door that holds back the water of a canal.',
    'When the gate is called, printing the level is the first thing to do.',
    'The level should be called depth by every person in the harbour.',
  ])('nothing: %s', (text) => {
    expect(defined(text)).toEqual([]);
  });
});

describe('what can be asked about by itself', () => {
  test('a definition that needs nothing around it', () => {
    expect(asked('A sluice gate is a door that holds back the water in a canal.')).toEqual(['sluice gate']);
  });

  test.each([
    ['pointing', 'A sluice gate is a door that holds back the water shown in Figure 3.'],
    ['pointing', 'A sluice gate is a door that holds back the water of this canal.'],
    ['of what was spoken of', 'The gate is a door that holds back the water in a canal of the town.'],
    ['too little', 'A sluice gate is a door of the canal that was there.'],
    ['what many things are', 'A sluice gate is one of the doors that hold back water in a canal.'],
    ['what many things are', 'A sluice gate is an important part that holds back water in a canal.'],
    ['a person', 'Ada Lovelace is a writer who held back the water in a canal for years.'],
    ['a purpose', 'The main purpose is the keeping of clean water in a canal near town.'],
    ['saying its own answer', 'A sluice is a door that works as sluices do in canals of the old town.'],
    ['a question', 'A sluice gate is a door that holds back the water in a canal?'],
    ['an address', 'A sluice gate is a door that holds back the water at https://example.org in towns.'],
  ])('is not %s: %s', (_what, text) => {
    expect(asked(text)).toEqual([]);
  });

  test('an address in a link goes, and with it what would say the answer', () => {
    const read = readSource({
      name: '',
      text: 'A **sluice gate** is a [door](sluice-gate.md) that holds back the water in a canal.',
    });
    expect(gapsIn(read, tell(read))[0]).toMatchObject({
      before: 'A **',
      after: '** is a door that holds back the water in a canal.',
      answer: 'sluice gate',
    });
  });
});
