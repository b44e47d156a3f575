import type { ExerciseBase } from '../../exercise.ts';
import type { XmlElement } from '../xml.ts';
import type { Feedback } from './feedback.ts';
import type { QtiItem } from './item.ts';
import { scoreOf } from './processing.ts';
import type { Reading } from './text.ts';
import { type Declaration, NotKnown, type Responses } from './values.ts';

/** What every reader of an interaction gets. */
export interface Reads {
  item: QtiItem;
  interaction: XmlElement;
  base: ExerciseBase;
  reading: Reading;
  feedback: Feedback;
}

/** The response that an interaction fills; one that is not declared has no right answer. */
export function responseOf({ item }: Pick<Reads, 'item'>, interaction: XmlElement): Declaration {
  const identifier = interaction.attributes.responseIdentifier?.trim() ?? '';
  const declared = item.responses.get(identifier);
  return declared ?? { identifier, is: 'single', type: 'string', correct: null, usual: null, mapping: null };
}

/** The points of an answer; null where they cannot be known. */
export function pointsFor(item: QtiItem, responses: Responses): number | null {
  if (item.marking !== 'rules') return null;
  try {
    return scoreOf(item, responses);
  } catch (error) {
    if (error instanceof NotKnown) return null;
    throw error;
  }
}

/** The keys of a mapping that earn points. */
export const earning = ({ mapping }: Declaration): string[] =>
  (mapping?.entries ?? []).filter(({ value }) => value > 0).map(({ key }) => String(key));

/** The right members: those that are named, else those that earn points. */
export const rightOf = (declared: Declaration): string[] =>
  declared.correct ? declared.correct.items.map(String) : earning(declared);

/** The answers to one field that count: the named one, and those that earn the most. */
export function acceptedBy(declared: Declaration): string[] {
  const entries = declared.mapping?.entries ?? [];
  const most = Math.max(0, ...entries.map(({ value }) => value));
  const best = entries.filter(({ value }) => most > 0 && value === most).map(({ key }) => String(key));
  return [...new Set([...(declared.correct?.items.map(String) ?? []), ...best])];
}

export const variantsOf = (text: string) => [text.toLowerCase(), text.toUpperCase()].filter((one) => one !== text);

/** Whether another case of a right answer earns less. Without rules nothing says so. */
export function isCaseSensitive({ item }: Pick<Reads, 'item'>, declared: Declaration, others: Responses = {}): boolean {
  const points = (text: string) => pointsFor(item, { ...others, [declared.identifier]: [text] });
  return acceptedBy(declared).some((right) => {
    const full = points(right);
    return full !== null && variantsOf(right).some((one) => (points(one) ?? full) < full);
  });
}
