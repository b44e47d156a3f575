import { childOf, type XmlElement } from '../xml.ts';
import { EXPRESSIONS, type Expression } from './expressions.ts';
import type { QtiItem } from './item.ts';
import { node } from './tree.ts';
import { NotKnown, type QtiValue, type Responses, valueWith } from './values.ts';

/** What an item makes of an answer: the values of its outcomes. */
export type Outcomes = ReadonlyMap<string, QtiValue | null>;

class Stopped extends Error {}

/** The outcomes of an item after an answer, by the rules that the item brings. Throws `NotKnown`. */
export function outcomesOf(item: QtiItem, responses: Responses): Outcomes {
  const scope = new Scope(item, responses);
  try {
    scope.runAll(item.processing);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
  return scope.outcomes;
}

/** What an item makes of an answer in points. */
export function scoreOf(item: QtiItem, responses: Responses): number {
  if (!item.outcomes.has('SCORE')) throw new NotKnown('SCORE');
  const value = outcomesOf(item, responses).get('SCORE');
  const score = value?.items[0] ?? 0;
  if (typeof score !== 'number') throw new NotKnown('SCORE');
  return score;
}

class Scope {
  readonly #item: QtiItem;
  readonly #responses: Responses;
  readonly outcomes = new Map<string, QtiValue | null>();

  constructor(item: QtiItem, responses: Responses) {
    this.#item = item;
    this.#responses = responses;
    for (const { identifier, is, type, usual } of item.outcomes.values()) {
      const isNumber = is === 'single' && (type === 'float' || type === 'integer');
      this.outcomes.set(identifier, usual ?? (isNumber ? { is, type, items: [0] } : null));
    }
  }

  runAll(statements: readonly XmlElement[]) {
    for (const statement of statements) this.#run(statement);
  }

  #run(statement: XmlElement) {
    switch (statement.name) {
      case 'responseCondition':
        this.#choose(statement.children);
        break;
      case 'setOutcomeValue': {
        const [expression] = statement.children;
        const identifier = statement.attributes.identifier?.trim() ?? '';
        this.outcomes.set(identifier, expression ? this.value(expression) : null);
        break;
      }
      case 'responseProcessingFragment':
        this.runAll(statement.children);
        break;
      case 'exitResponse':
        throw new Stopped();
      default:
        throw new NotKnown(statement.name);
    }
  }

  /** The first branch whose condition holds. */
  #choose(branches: readonly XmlElement[]) {
    for (const { name, children } of branches) {
      const [condition, ...then] = children;
      if (name === 'responseElse') {
        this.runAll(children);
        return;
      }
      if (!condition || !isTrue(this.value(condition))) continue;
      this.runAll(then);
      return;
    }
  }

  value = (expression: XmlElement): QtiValue | null => {
    const evaluate: Expression | undefined = EXPRESSIONS.get(expression.name);
    if (!evaluate) throw new NotKnown(expression.name);
    return evaluate({
      element: expression,
      inner: () => expression.children.map(this.value),
      variable: this.#variable,
      declared: (identifier) => this.#item.responses.get(identifier) ?? this.#item.outcomes.get(identifier),
    });
  };

  #variable = (identifier: string): QtiValue | null => {
    const declared = this.#item.responses.get(identifier);
    if (declared) return valueWith(this.#responses[identifier] ?? [], declared.is, declared.type);
    return this.outcomes.get(identifier) ?? null;
  };
}

const isTrue = (value: QtiValue | null) => value?.items[0] === true;

/** The statements of an item, those of a standard template written out; null where a template is not known. */
export function statementsOf(root: XmlElement): readonly XmlElement[] | null {
  const processing = childOf(root, 'responseProcessing');
  if (!processing) return [];
  const template = processing.attributes.template?.trim() ?? '';
  if (processing.children.length > 0 || template === '') return processing.children;
  const name =
    template
      .split('/')
      .at(-1)
      ?.replace(/\.xml$/, '') ?? '';
  return TEMPLATES.get(name) ?? null;
}

const response = node('variable', { identifier: 'RESPONSE' });
const score = (expression: XmlElement) => node('setOutcomeValue', { identifier: 'SCORE' }, [expression]);
const points = (text: string) => score(node('baseValue', { baseType: 'float' }, [text]));
const when = (condition: XmlElement, then: XmlElement, otherwise: XmlElement) => [
  node('responseCondition', {}, [node('responseIf', {}, [condition, then]), node('responseElse', {}, [otherwise])]),
];

const MATCH = when(
  node('match', {}, [response, node('correct', { identifier: 'RESPONSE' })]),
  points('1'),
  points('0'),
);
const MAP = when(node('isNull', {}, [response]), points('0'), score(node('mapResponse', { identifier: 'RESPONSE' })));
/** The templates that the standard writes down. */
const TEMPLATES = new Map<string, readonly XmlElement[]>([
  ['match_correct', MATCH],
  ['map_response', MAP],
]);
