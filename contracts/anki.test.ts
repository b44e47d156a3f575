import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { writeDeck } from '#lib/exercises/core/formats/anki/deck.ts';
import { bankOf } from '#lib/exercises/core/formats/qti/schema.cases.ts';
import { apkg } from '#lib/exercises/services/anki-deck.ts';

// A deck as the zip and SQLite of Python read it.

const READ = `
import json, sqlite3, sys, zipfile, os, tempfile
deck = zipfile.ZipFile(sys.argv[1])
assert deck.testzip() is None
place = os.path.join(tempfile.mkdtemp(), 'collection.anki2')
open(place, 'wb').write(deck.read('collection.anki2'))
db = sqlite3.connect(place)
models, decks = map(json.loads, db.execute('SELECT models, decks FROM col').fetchone())
print(json.dumps({
  'integrity': db.execute('PRAGMA integrity_check').fetchone()[0],
  'notes': db.execute('SELECT id, guid FROM notes ORDER BY id').fetchall(),
  'models': db.execute('SELECT DISTINCT mid FROM notes').fetchall(),
  'fields': db.execute("SELECT max(length(flds) - length(replace(flds, char(31), ''))) FROM notes").fetchone()[0],
  'lone': db.execute('SELECT count(*) FROM cards WHERE nid NOT IN (SELECT id FROM notes) OR CAST(did AS text) NOT IN (SELECT key FROM json_each(?))', [json.dumps(decks)]).fetchone()[0],
  'known': sorted(models), 'media': json.loads(deck.read('media')),
}))
`;

test('500 exercises: a sound database, whose notes keep their ids from export to export', async () => {
  const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const folder = mkdtempSync(path.join(tmpdir(), 'deck-'));
  try {
    const read = async (changed: number) => {
      const { deck } = writeDeck(bankOf(500), { name: 'Deck', scope: 'test', changed, digest });
      const file = path.join(folder, `${changed}.apkg`);
      writeFileSync(file, await apkg(deck));
      return JSON.parse(
        execFileSync('/usr/bin/python3', ['-c', READ, file], { encoding: 'utf8', maxBuffer: 10_000_000 }),
      );
    };
    const first = await read(1_700_000_000);
    expect(first).toMatchObject({ integrity: 'ok', fields: 1, lone: 0, media: {} });
    expect(first.notes).toHaveLength(bankOf(500).length);
    expect(first.models.map(([id]: number[]) => String(id)).sort()).toEqual(first.known);
    expect((await read(1_800_000_000)).notes).toEqual(first.notes);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
