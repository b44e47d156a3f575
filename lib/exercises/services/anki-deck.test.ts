import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unzip } from '#lib/base/services/zip.ts';
import { anyExercise } from '../core/exercise.cases.ts';
import type { Exercise } from '../core/exercise.ts';
import { writeDeck } from '../core/formats/anki/deck.ts';
import { PLAIN } from '../core/formats/formats.cases.ts';
import { apkg } from './anki-deck.ts';

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const deckOf = (bank: readonly unknown[], options = {}) =>
  writeDeck(bank, { name: 'Soil', scope: 'workspace', changed: 1_700_000_000, digest, ...options });

/** The rows of a query on a deck, read out of its file. */
async function rowsOf(file: Uint8Array, ...queries: string[]): Promise<Record<string, unknown>[][]> {
  const unzipped = await unzip(file, 'deck.apkg');
  if (!unzipped.ok) throw new Error(unzipped.refusal.sentence);
  const folder = await mkdtemp(path.join(tmpdir(), 'trailwright-deck-'));
  const place = path.join(folder, 'collection.anki2');
  try {
    await writeFile(place, unzipped.entries[0]?.bytes ?? new Uint8Array());
    const database = new DatabaseSync(place, { readOnly: true });
    const rows = queries.map((query) =>
      database
        .prepare(query)
        .all()
        .map((row) => ({ ...row })),
    );
    database.close();
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('a deck is a sound database with a note for each exercise, a card for each gap', async () => {
  const bank = [...PLAIN, ...fc.sample(anyExercise, { numRuns: 80, seed: 3 })].map((one, at) => ({
    ...one,
    id: `${at}`,
  }));
  const { deck, exercises } = deckOf(bank);
  const [integrity, notes = [], cards, lost, models] = await rowsOf(
    await apkg(deck),
    'PRAGMA integrity_check',
    'SELECT * FROM notes ORDER BY id',
    'SELECT count(*) AS count FROM cards',
    'SELECT count(*) AS count FROM cards LEFT JOIN notes ON notes.id = nid WHERE notes.id IS NULL',
    'SELECT models, decks FROM col',
  );
  expect(integrity).toEqual([{ integrity_check: 'ok' }]);
  expect(notes).toHaveLength(bank.length);
  const gaps = bank.reduce((sum, one) => sum + (one.exercise_type === 'cloze' ? one.blanks.length : 1), 0);
  expect([cards, lost]).toEqual([[{ count: gaps }], [{ count: 0 }]]);
  expect(Object.values(JSON.parse(String(models?.[0]?.decks))).map((one) => (one as { name: string }).name)).toEqual([
    'Default',
    'Soil',
  ]);
  for (const { flds } of notes) expect(String(flds).split('\u001f')).toHaveLength(2);
  expect(exercises.every(({ exercise }) => exercise !== null)).toBe(true);
});

test('two exports are one file, and a note is known again by its exercise whatever has changed', async () => {
  const first = await apkg(deckOf(PLAIN).deck);
  expect(digest(await apkg(deckOf(structuredClone(PLAIN)).deck))).toBe(digest(first));
  const edited = [...PLAIN].reverse().map((one) => ({ ...one, stem: `${one.stem} Really?` }));
  const later = await apkg(deckOf(edited, { changed: 1_700_000_001 }).deck);
  const query = 'SELECT id, guid FROM notes ORDER BY id';
  expect(await rowsOf(later, query)).toEqual(await rowsOf(first, query));
  expect(await rowsOf(later, 'SELECT DISTINCT mod FROM notes')).toEqual([[{ mod: 1_700_000_001 }]]);
  const [other] = await rowsOf(await apkg(deckOf(PLAIN, { scope: 'another' }).deck), query);
  const [own] = await rowsOf(first, query);
  expect(other?.map(({ guid }) => guid)).not.toEqual(own?.map(({ guid }) => guid));
});

test('sides, gaps, tags and pictures', async () => {
  const key = 'fe1a4ab1fb6347036bead73597d5d295';
  const bytes = new TextEncoder().encode('picture');
  const bank: Exercise[] = [
    { ...(PLAIN[0] as Exercise), stem: `![A plant](/assets/${key}/a%20b.png)`, cognitive_level: 'Recall' },
    {
      id: 'gaps',
      stem: 'Fill in.',
      exercise_type: 'cloze',
      text: 'Use {x} GAP1GAP {{1}} and {{2}}.',
      blanks: [
        { id: '1', accepted: ['a}}b', 'c::d'] },
        { id: '2', accepted: ['e'], options: ['e', 'f'] },
      ],
    },
  ];
  const { deck } = deckOf(bank, { files: new Map([[key, { name: 'a b.png', bytes }]]) });
  const [choice, gaps] = deck.notes;
  expect(choice?.front).toContain(`<img src="${key}-a b.png" alt="A plant">`);
  expect(choice?.front).toContain('<ol type="A"><li>Clay</li><li>A <strong>stone</strong></li></ol>');
  expect(choice?.back).toContain('<li><b>A</b> Clay</li>');
  expect(choice?.tags).toEqual(['level::Recall', 'difficulty::easy']);
  expect(gaps?.front).toContain(
    'Use &#123;x&#125; GAP1GAP {{c1::a&#125;&#125;b / c&#58;&#58;d}} and {{c2::e::e / f}}.',
  );
  const unzipped = await unzip(await apkg(deck), '');
  expect(
    unzipped.ok &&
      unzipped.entries.slice(1).map(({ name, bytes: content }) => [name, new TextDecoder().decode(content)]),
  ).toEqual([
    ['media', JSON.stringify({ 0: `${key}-a b.png` })],
    ['0', 'picture'],
  ]);
});

test('what blocks stays at home, and what a card cannot do is said', () => {
  const { deck, exercises } = deckOf([
    { ...PLAIN[0], answer_key: {} },
    { id: 'x', exercise_type: 'odd' },
    ...PLAIN.slice(0, 1),
    ...PLAIN.slice(6, 7),
  ]);
  expect(deck.notes).toHaveLength(2);
  expect(exercises.map(({ losses }) => losses.map(({ code }) => code))).toEqual([
    ['blocks'],
    ['unknown_exercise'],
    ['not_marked'],
    [],
  ]);
});
