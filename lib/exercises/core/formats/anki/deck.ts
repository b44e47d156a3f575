import type { Exercise } from '../../exercise.ts';
import { readExercise } from '../../read-exercise.ts';
import { AssetShelf, type Digest } from '../assets.ts';
import { blocksOf } from '../blocks.ts';
import { type Loss, loss } from '../losses.ts';
import { Conversion } from '../text/text.ts';
import type { FilesByKey } from '../text/write.ts';
import { type AnkiMedia, type AnkiNote, noteOf } from './notes.ts';

/** A note with the names by which Anki knows it again when a deck is imported once more. */
export interface DeckNote extends AnkiNote {
  id: number;
  guid: string;
  /** Of its cards. */
  card_ids: number[];
}

export interface AnkiDeck {
  id: number;
  name: string;
  notes: DeckNote[];
  media: AnkiMedia;
  /** When the exercises were last changed, in seconds: Anki takes a note anew where this is later than what it has. */
  changed: number;
}

export interface DeckOptions {
  name: string;
  /** What the ids of exercises are unique in, as the id of a workspace: two decks of one scope share their notes. */
  scope: string;
  changed: number;
  files?: FilesByKey;
  digest: Digest;
}

export interface WrittenDeck {
  deck: AnkiDeck;
  exercises: { id: string; exercise: Exercise | null; losses: Loss[] }[];
}

// Anki takes ids for moments in milliseconds. These lie in the years from 2010 to 2019, where nobody makes notes by hand any more.
const FIRST = 1_262_304_000_000;
const SPAN = 315_000_000_000;

/** Ids that are the same for the same words, each once. */
class Ids {
  readonly #taken = new Set<number>();
  readonly #digest: Digest;

  constructor(digest: Digest) {
    this.#digest = digest;
  }

  of(words: string): number {
    const hex = this.#digest(new TextEncoder().encode(words)).slice(0, 12);
    let id = FIRST + (Number.parseInt(hex, 16) % SPAN);
    while (this.#taken.has(id)) id++;
    this.#taken.add(id);
    return id;
  }
}

/** Exercises as a deck of Anki, with what is lost on the way. The same exercises give the same ids, so that decks update. */
export function writeDeck(bank: readonly unknown[], { name, scope, changed, files, digest }: DeckOptions): WrittenDeck {
  const ids = new Ids(digest);
  const media: AnkiMedia = new Map();
  const notes: DeckNote[] = [];
  const exercises = bank.map((raw) => {
    const exercise = readExercise(raw);
    const id = String((raw as { id?: unknown } | null)?.id ?? '');
    if (!exercise) return { id, exercise: null, losses: [loss('unknown_exercise', 'exercise_type')] };
    const blocks = blocksOf(exercise).map(({ field, pointer, sentence }) =>
      loss('blocks', field, { pointer, sentence: `It breaks a rule that blocks: ${sentence}` }),
    );
    if (blocks.length > 0) return { id, exercise: null, losses: blocks };
    const conversion = new Conversion(new AssetShelf(digest));
    const note = noteOf(exercise, { conversion, media, ...(files ? { files } : {}) });
    const known = `${scope}\n${id}`;
    notes.push({
      ...note,
      id: ids.of(`note\n${known}`),
      guid: digest(new TextEncoder().encode(known)).slice(0, 20),
      card_ids: Array.from({ length: note.cards }, (_, at) => ids.of(`card ${at}\n${known}`)),
    });
    return { id, exercise, losses: [...conversion.losses, ...lossesOf(exercise)] };
  });
  return { deck: { id: ids.of(`deck\n${scope}\n${name}`), name, notes, media, changed }, exercises };
}

/** What a card cannot do: it marks nothing, and has no place for what authors know of wrong answers. */
function lossesOf(exercise: Exercise): Loss[] {
  const marked = exercise.exercise_type === 'open_response' ? [] : [loss('not_marked', 'scoring')];
  const believed = /"misconception_ids":\["/.test(JSON.stringify(exercise))
    ? [loss('misconceptions', 'misconception_ids')]
    : [];
  const weighted = (exercise.weight ?? 1) === 1 ? [] : [loss('weight_lost', 'weight')];
  return [...marked, ...believed, ...weighted];
}
