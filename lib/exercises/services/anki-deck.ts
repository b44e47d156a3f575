import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { withTemporary } from '#lib/base/services/temporary.ts';
import { type ZipEntry, zip } from '#lib/base/services/zip.ts';
import { collectionOf, MODELS, SCHEMA } from '../core/formats/anki/collection.ts';
import type { AnkiDeck } from '../core/formats/anki/deck.ts';

/** A deck as a file that Anki imports. The same deck gives the same bytes. */
export async function apkg(deck: AnkiDeck): Promise<Uint8Array> {
  const collection = await withTemporary(async (folder) => {
    const file = path.join(folder, 'collection.anki2');
    writeCollection(file, deck);
    return new Uint8Array(await readFile(file));
  });
  const media = [...deck.media].sort(([one], [other]) => (one < other ? -1 : 1));
  const names = Object.fromEntries(media.map(([name], at) => [at, name]));
  const entries: ZipEntry[] = [
    { name: 'collection.anki2', bytes: collection },
    { name: 'media', bytes: new TextEncoder().encode(JSON.stringify(names)) },
    ...media.map(([, bytes], at) => ({ name: String(at), bytes })),
  ];
  return zip(entries);
}

/** What Anki compares first fields by. */
const checksum = (text: string) =>
  Number.parseInt(
    createHash('sha1')
      .update(text.replace(/<[^>]*>/g, ''))
      .digest('hex')
      .slice(0, 8),
    16,
  );

function writeCollection(file: string, { id: deckId, name, notes, changed }: AnkiDeck) {
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA page_size = 4096; PRAGMA journal_mode = MEMORY');
    database.exec(SCHEMA);
    database.exec('BEGIN');
    const { conf, models, decks, dconf } = collectionOf(deckId, name, changed);
    database
      .prepare('INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, ?)')
      .run(changed, changed * 1000, changed * 1000, conf, models, decks, dconf, '{}');
    const note = database.prepare("INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')");
    const card = database.prepare("INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')");
    for (const [at, one] of notes.entries()) {
      const tags = one.tags.length > 0 ? ` ${one.tags.join(' ')} ` : '';
      // Fields are parted by a sign that no text has.
      const fields = [one.front, one.back].map((text) => text.replaceAll('\u001f', ''));
      note.run(
        one.id,
        one.guid,
        MODELS[one.kind],
        changed,
        tags,
        fields.join('\u001f'),
        one.front,
        checksum(one.front),
      );
      for (const [ord, cardId] of one.card_ids.entries()) card.run(cardId, one.id, deckId, ord, changed, at + 1);
    }
    database.exec('COMMIT');
    database.exec('VACUUM');
  } finally {
    database.close();
  }
}
