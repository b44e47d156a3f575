import type { Blank, Exercise } from '../../exercise.ts';
import { splitStem } from '../moodle/cloze.ts';
import { childrenOf, type XmlElement } from '../xml.ts';
import { combinations } from './combinations.ts';
import { acceptedBy, isCaseSensitive, type Reads, responseOf, rightOf } from './responses.ts';
import { markdownIn } from './text.ts';
import { named, wordsIn } from './tree.ts';
import type { Asked } from './trial.ts';
import type { Declaration, Responses } from './values.ts';

const OTHER = 'zq-other';

/** One blank of a text, and how an answer to it is said in the item. */
interface Place {
  element: XmlElement;
  blank: Omit<Blank, 'id'>;
  /** The words that an answer in the item means; null where it says nothing of this place. */
  words: (responses: Responses) => string;
  /** Answers to try, and the right one. */
  choices: string[];
  right: string;
  /** How one of them is written in the item. */
  answer: (choice: string) => [identifier: string, value: string];
}

const textOf = (element: XmlElement) => wordsIn(element).replace(/\s+/g, ' ').trim();
const idOf = ({ attributes }: XmlElement) => attributes.identifier?.trim() ?? '';

/** A text with fields and lists in it. */
export function clozeOf(reads: Reads, interactions: readonly XmlElement[]): Asked {
  const rights = Object.fromEntries(
    interactions.map((one) => {
      const declared = responseOf(reads, one);
      return [declared.identifier, acceptedBy(declared).slice(0, 1)];
    }),
  );
  const places = interactions.map((one) => {
    const declared = responseOf(reads, one);
    return one.name === 'inlineChoiceInteraction' ? listPlace(one, declared) : typedPlace(reads, one, declared, rights);
  });
  return asked(reads, places, (element) => interactions.includes(element));
}

function typedPlace(reads: Reads, element: XmlElement, declared: Declaration, rights: Responses): Place {
  const accepted = acceptedBy(declared);
  const isSensitive = isCaseSensitive(reads, declared, rights);
  const variants = accepted.slice(0, 2).flatMap((one) => [one.toUpperCase(), one.toLowerCase()]);
  const mapped = (declared.mapping?.entries ?? []).map(({ key }) => String(key));
  return {
    element,
    blank: { accepted: [...new Set(accepted)], ...(isSensitive ? { is_case_sensitive: true } : {}) },
    words: (responses) => responses[declared.identifier]?.[0] ?? '',
    choices: ['', ...new Set([...accepted, ...mapped, ...variants, OTHER])],
    right: accepted[0] ?? '',
    answer: (choice) => [declared.identifier, choice],
  };
}

function listPlace(element: XmlElement, declared: Declaration): Place {
  const offered = childrenOf(element, 'inlineChoice');
  const textFor = new Map(offered.map((one) => [idOf(one), textOf(one)]));
  const right = acceptedBy(declared);
  return {
    element,
    blank: {
      accepted: [...new Set(right.flatMap((one) => textFor.get(one) ?? []))],
      options: [...new Set(textFor.values())],
    },
    words: (responses) => textFor.get(responses[declared.identifier]?.[0] ?? '') ?? '',
    choices: ['', ...textFor.keys()],
    right: right[0] ?? '',
    answer: (choice) => [declared.identifier, choice],
  };
}

/** Words that are put into gaps; each gap offers all of them. Null where pictures are put there. */
export function readGapMatch(reads: Reads): Asked | null {
  const { interaction, reading } = reads;
  if (named(interaction, 'gapImg').length > 0) {
    reading.conversion.lose('on_picture', 'exercise_type');
    return null;
  }
  const declared = responseOf(reads, interaction);
  const texts = childrenOf(interaction, 'gapText');
  const textFor = new Map(texts.map((one) => [idOf(one), textOf(one)]));
  const pairs = rightOf(declared).map((one) => one.split(' '));
  if (texts.some(({ attributes }) => attributes.matchMax !== '0')) reading.conversion.lose('reused_choices', 'blanks');
  const places = named(interaction, 'gap').map((element): Place => {
    const gap = idOf(element);
    const right = pairs.filter((pair) => pair[1] === gap).map(([text = '']) => text);
    return {
      element,
      blank: {
        accepted: [...new Set(right.flatMap((one) => textFor.get(one) ?? []))],
        options: [...new Set(textFor.values())],
      },
      words: (responses) => {
        const pair = (responses[declared.identifier] ?? []).find((one) => one.split(/\s+/)[1] === gap);
        return textFor.get(pair?.split(/\s+/)[0] ?? '') ?? '';
      },
      choices: ['', ...textFor.keys()],
      right: right[0] ?? '',
      answer: (choice) => [declared.identifier, `${choice} ${gap}`],
    };
  });
  const uses = new Map(
    texts.map((one) => [idOf(one), Number(one.attributes.matchMax ?? 1) || Number.POSITIVE_INFINITY]),
  );
  const made = asked(reads, places, ({ name }) => name === 'gap' || name === 'gapText');
  const isPossible = (one: Responses) =>
    [...uses].every(
      ([id, most]) => (one[declared.identifier] ?? []).filter((pair) => pair.startsWith(`${id} `)).length <= most,
    );
  return { ...made, tries: made.tries.filter(isPossible) };
}

function asked(reads: Reads, places: readonly Place[], isTaken: (element: XmlElement) => boolean): Asked {
  const { item, reading, base, feedback } = reads;
  const whole = item.body
    ? markdownIn(item.body, reading, '/text', (element) => {
        const at = places.findIndex((one) => one.element === element);
        if (at >= 0) return `{{${at + 1}}}`;
        return isTaken(element) ? '' : null;
      })
    : '';
  const responses = (choices: readonly string[]): Responses => {
    const made: Record<string, string[]> = Object.fromEntries([...item.responses.keys()].map((one) => [one, []]));
    for (const [at, choice] of choices.entries()) {
      const [identifier, value] = places[at]?.answer(choice) ?? ['', ''];
      made[identifier] = [...(made[identifier] ?? []), ...(choice === '' ? [] : [value])];
    }
    return made;
  };
  const right = places.map((one) => one.right);
  const words = feedback.to(responses(right), '/explanation_correct');
  const exercise: Exercise = {
    ...base,
    exercise_type: 'cloze',
    ...splitStem(whole),
    blanks: places.map(({ blank }, at) => ({ id: String(at + 1), ...blank })),
    scoring: 'all_or_nothing',
    ...(words === '' ? {} : { explanation_correct: words }),
  };
  const given = (answers: Responses) => ({
    exercise_type: 'cloze' as const,
    blanks: places.map((one) => one.words(answers)),
  });
  const choices = places.map((one) => one.choices);
  return { exercise, given, tries: combinations(choices, right, '').map(responses) };
}
