import type { ReviewItem } from './proposal.ts';

/** So many milliseconds a draft with a risk is looked at for each risk and for each new word, and at most. */
const FOR_A_RISK = 1_500;
const FOR_A_WORD = 80;
const AT_MOST = 20_000;
const LETTERS_A_WORD = 6;
const WORDS_OF_AN_EXERCISE = 15;
const WORDS_OF_A_LINK = 10;

/** How long a draft is looked at before it can be approved; 0 without a risk. private.gate_ms holds the same. */
export function gateMs(risks: readonly string[], words: number): number {
  return risks.length === 0 ? 0 : Math.min(AT_MOST, FOR_A_RISK * risks.length + FOR_A_WORD * words);
}

/** About how many words of a draft are new, by its length: not every language sets blanks. private.words_to_read says the same. */
export function wordsToRead({ body, changed_share }: Pick<ReviewItem, 'body' | 'changed_share'>): number {
  switch (body.kind) {
    case 'exercises':
    case 'quiz':
      return body.exercises.length * WORDS_OF_AN_EXERCISE;
    case 'links':
      return body.links.length * WORDS_OF_A_LINK;
    case 'spark':
    case 'piece':
      return Math.round(([...body.content_md].length * (changed_share ?? 1)) / LETTERS_A_WORD);
    default:
      return 0;
  }
}
