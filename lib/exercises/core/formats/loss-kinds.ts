/** What a conversion does to a question: nothing (whole), something (changed), a draft that blocks, or nothing is taken. */
export type Fate = 'whole' | 'changed' | 'blocked' | 'not_taken';

export interface LossKind {
  /** `whole` is a note: the exercise says what it said before. */
  fate: Fate;
  /** Heads the questions that share this loss. */
  title: string;
  sentence: string;
  /** What is done in place of it. */
  instead: string;
  /** Only the other tool sees it: read again, the field is as it was. */
  stays?: boolean;
}

export const changed = (title: string, sentence: string, instead: string): LossKind => ({
  fate: 'changed',
  title,
  sentence,
  instead,
});
export const blocked = (title: string, sentence: string, instead: string): LossKind => ({
  ...changed(title, sentence, instead),
  fate: 'blocked',
});
export const noted = (title: string, sentence: string, instead: string): LossKind => ({
  ...changed(title, sentence, instead),
  fate: 'whole',
});
export const refused = (title: string, sentence: string, instead = 'Left out.'): LossKind => ({
  ...changed(title, sentence, instead),
  fate: 'not_taken',
});
