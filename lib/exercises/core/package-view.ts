import { guessLanguage, isSafeTag } from './content-language.ts';
import { isObject, type Raw as Json } from './raw.ts';

const objectOf = (value: unknown): Json => (isObject(value) ? value : {});
const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.map((item) => (typeof item === 'object' ? JSON.stringify(item) : String(item))) : [];

/** The exercises of a package as they are stored, in the order of the bank. */
export const bankOf = (body: Json): unknown[] => (Array.isArray(body.exercise_bank) ? body.exercise_bank : []);

/** The language of a package as it says itself, or as its letters show; empty where neither tells. */
export function languageOf(body: Json): string {
  const said = text(body.language) || text(objectOf(body.meta).language);
  if (isSafeTag(said)) return said;
  return guessLanguage(
    bankOf(body)
      .slice(0, 20)
      .map((one) => text(objectOf(one).stem))
      .join(' '),
  );
}

/** The places in the bank of what is in the quiz, in its order; ids that the bank does not have are left out. */
export function quizPlaces(body: Json): number[] {
  // Of an id that stands twice the first is meant.
  const placeOf = new Map<string, number>();
  for (const [place, one] of bankOf(body).entries()) {
    const id = text(objectOf(one).id);
    if (!placeOf.has(id)) placeOf.set(id, place);
  }
  return texts(body.quiz).flatMap((id) => placeOf.get(id) ?? []);
}
