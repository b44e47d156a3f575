import { childrenOf, type XmlElement } from '../xml.ts';
import type { QtiItem } from './item.ts';
import { outcomesOf } from './processing.ts';
import { markdownIn, type Reading } from './text.ts';
import { below } from './tree.ts';
import { NotKnown, type Responses } from './values.ts';

/** The replies of an item: which of them an answer shows is found by marking it. */
export class Feedback {
  readonly #item: QtiItem;
  readonly #all: readonly XmlElement[];
  readonly #used = new Set<XmlElement>();
  readonly #reading: Reading;

  constructor(item: QtiItem, reading: Reading) {
    this.#item = item;
    this.#reading = reading;
    const inside = item.body ? below(item.body).filter(({ name }) => /^feedback(Inline|Block)$/.test(name)) : [];
    this.#all = [...inside, ...childrenOf(item.root, 'modalFeedback')];
  }

  /** The replies to an answer as one text; what another answer is told as well may be left out. */
  to(responses: Responses, pointer: string, but?: Responses): string {
    const common = new Set(but ? this.#shown(but) : []);
    const shown = this.#shown(responses).filter((one) => !common.has(one));
    const texts = shown.map((one) => {
      this.#used.add(one);
      return markdownIn(one, this.#reading, pointer);
    });
    return [...new Set(texts.filter(Boolean))].join('\n\n');
  }

  /** Whether two answers are told the same. */
  isSame(one: Responses, other: Responses): boolean {
    const [left, right] = [this.#shown(one), this.#shown(other)];
    return left.length === right.length && left.every((element, at) => element === right[at]);
  }

  #shown(responses: Responses): XmlElement[] {
    if (this.#all.length === 0) return [];
    try {
      const outcomes = outcomesOf(this.#item, responses);
      return this.#all.filter(({ attributes }) => {
        const value = outcomes.get(attributes.outcomeIdentifier?.trim() ?? '');
        const isNamed = value?.items.some((one) => String(one) === attributes.identifier?.trim()) ?? false;
        return attributes.showHide === 'hide' ? !isNamed : isNamed;
      });
    } catch (error) {
      if (!(error instanceof NotKnown)) throw error;
      // Without its rules: a reply with the name of an option is one to it.
      const chosen = new Set(Object.values(responses).flat());
      return this.#all.filter(({ attributes }) => chosen.has(attributes.identifier?.trim() ?? ''));
    }
  }

  /** Names the replies that have found no place. */
  noteRest() {
    const rest = this.#all.filter((one) => !this.#used.has(one) && one.content.length > 0);
    if (rest.length > 0)
      this.#reading.conversion.lose('overall_feedback', 'feedback', {
        sentence: `There ${rest.length === 1 ? 'is a reply' : `are ${rest.length} replies`} that no single answer shows.`,
      });
  }
}
