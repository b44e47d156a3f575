import type { XmlElement } from '../xml.ts';
import { node } from './tree.ts';

// The rules that mark an item, as QTI writes them.

export const variable = (identifier = 'RESPONSE') => node('variable', { identifier });
export const correct = (identifier = 'RESPONSE') => node('correct', { identifier });
export const base = (baseType: string, text: string) => node('baseValue', { baseType }, [text]);
export const float = (value: number) => base('float', String(value));
export const set = (identifier: string, expression: XmlElement) =>
  node('setOutcomeValue', { identifier }, [expression]);
export const mapped = (identifier = 'RESPONSE') => node('mapResponse', { identifier });

/** What happens where a condition holds, and where it does not. */
export const when = (condition: XmlElement, then: readonly XmlElement[], otherwise: readonly XmlElement[] = []) =>
  node('responseCondition', {}, [
    node('responseIf', {}, [condition, ...then]),
    ...(otherwise.length > 0 ? [node('responseElse', {}, otherwise)] : []),
  ]);

export const isCorrect = () => node('match', {}, [variable(), correct()]);

/** A response with its right answer, and with points for answers where it has some. */
export function response(
  identifier: string,
  [cardinality, baseType]: readonly [cardinality: string, baseType: string],
  right: readonly string[],
  mapping?: XmlElement,
): XmlElement {
  return node('responseDeclaration', { identifier, cardinality, baseType }, [
    ...(right.length > 0
      ? [
          node(
            'correctResponse',
            {},
            right.map((one) => node('value', {}, [one])),
          ),
        ]
      : []),
    ...(mapping ? [mapping] : []),
  ]);
}

export interface Entry {
  key: string;
  value: number;
  is_case_sensitive?: boolean;
}

/** Points for answers, at most one and at least none. */
export const mapping = (entries: readonly Entry[]): XmlElement =>
  node(
    'mapping',
    { lowerBound: '0', upperBound: '1', defaultValue: '0' },
    entries.map(({ key, value, is_case_sensitive }) =>
      node('mapEntry', {
        mapKey: key,
        mappedValue: String(value),
        ...(is_case_sensitive === undefined ? {} : { caseSensitive: String(is_case_sensitive) }),
      }),
    ),
  );
