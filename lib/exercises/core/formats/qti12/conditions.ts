import { node } from '../qti/tree.ts';
import type { XmlElement } from '../xml.ts';

/** What a condition has to know of the responses it speaks of. */
export interface Answers {
  /** How an answer to a response is compared. */
  kindOf: (response: string) => 'one' | 'several' | 'ordered' | 'text' | 'number' | 'pair';
  /** The texts that a label of a typed blank stands for. */
  textsOf: (response: string, label: string) => string[];
}

/** By which response an answer goes in the item that is made. */
export const SHARED = 'RESPONSE';

const variable = (identifier: string) => node('variable', { identifier });
const base = (baseType: string, text: string) => node('baseValue', { baseType }, [text]);
const any = (conditions: XmlElement[]) =>
  conditions.length === 1 && conditions[0] ? conditions[0] : node('or', {}, conditions);

/** The conditions of QTI 1.2 in the words of QTI 2. What is not known is written so that marking says by what. */
export function conditionOf(element: XmlElement, answers: Answers): XmlElement {
  const inner = () => element.children.map((one) => conditionOf(one, answers));
  switch (element.name) {
    case 'conditionvar':
      return together(element, answers);
    case 'and':
      return node('and', {}, inner());
    case 'or':
      return node('or', {}, inner());
    case 'not':
      return node('not', {}, [any(inner())]);
    case 'other':
      return base('boolean', 'true');
    case 'varequal':
      return equal(element, answers);
    case 'vargt':
    case 'vargte':
    case 'varlt':
    case 'varlte': {
      const { respident = '' } = element.attributes;
      return node(element.name.slice('var'.length), {}, [variable(respident), base('float', element.text.trim())]);
    }
    default:
      return node(element.name);
  }
}

/** Several answers to one field are each right; several places of a list are right together. */
function together(element: XmlElement, answers: Answers): XmlElement {
  const tests = element.children.filter(({ name }) => name === 'varequal');
  const responses = new Set(tests.map(({ attributes }) => attributes.respident ?? ''));
  const [response = ''] = responses;
  const areAll = tests.length === element.children.length && responses.size === 1 && tests.length > 1;
  const conditions = element.children.map((one) => conditionOf(one, answers));
  if (!areAll) return conditions.length === 1 && conditions[0] ? conditions[0] : node('and', {}, conditions);
  const kind = answers.kindOf(response);
  if (kind === 'ordered')
    return node('match', {}, [
      variable(response),
      node(
        'ordered',
        {},
        tests.map(({ text }) => base('identifier', text.trim())),
      ),
    ]);
  return node(kind === 'several' || kind === 'pair' ? 'and' : 'or', {}, conditions);
}

function equal(element: XmlElement, answers: Answers): XmlElement {
  const { respident = '', case: isCase = 'No', margintype, margin = '0', precisiontype } = element.attributes;
  const text = element.text.trim();
  switch (answers.kindOf(respident)) {
    case 'pair':
      return node('member', {}, [base('directedPair', `${respident} ${text}`), variable(SHARED)]);
    case 'several':
      return node('member', {}, [base('identifier', text), variable(respident)]);
    case 'text': {
      const attributes = { caseSensitive: /^yes$/i.test(isCase) ? 'true' : 'false' };
      const texts = answers.textsOf(respident, text);
      return any(texts.map((one) => node('stringMatch', attributes, [variable(respident), base('string', one)])));
    }
    case 'number': {
      if (precisiontype !== undefined) return node('equalRounded');
      const toleranceMode = margintype === 'percent' ? 'relative' : margintype ? 'absolute' : 'exact';
      return node('equal', { toleranceMode, ...(margintype ? { tolerance: `${margin} ${margin}` } : {}) }, [
        variable(respident),
        base('float', text),
      ]);
    }
    default:
      return node('match', {}, [variable(respident), base('identifier', text)]);
  }
}
