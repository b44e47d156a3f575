import { childOf, childrenOf, type XmlElement } from '../xml.ts';
import { statementsOf } from './processing.ts';
import { below } from './tree.ts';
import { type Declaration, declarationOf } from './values.ts';

/** An item of QTI 2 or 3 in one spelling. */
export interface QtiItem {
  root: XmlElement;
  identifier: string;
  title: string;
  responses: ReadonlyMap<string, Declaration>;
  outcomes: ReadonlyMap<string, Declaration>;
  body: XmlElement | undefined;
  interactions: readonly XmlElement[];
  /** The rules that mark it. */
  processing: readonly XmlElement[];
  /** How it says that it is marked: not at all, by rules, or by a template that is not known. */
  marking: 'none' | 'rules' | 'unknown';
}

const declarations = (root: XmlElement, name: string): Map<string, Declaration> =>
  new Map(
    childrenOf(root, name)
      .map(declarationOf)
      .map((one) => [one.identifier, one]),
  );

const isInteraction = ({ name }: XmlElement) => name.endsWith('Interaction');

/** Reads an item out of its levelled tree. */
export function itemOf(root: XmlElement): QtiItem {
  const body = childOf(root, 'itemBody');
  const statements = statementsOf(root);
  return {
    root,
    identifier: root.attributes.identifier?.trim() ?? '',
    title: root.attributes.title?.trim() ?? '',
    responses: declarations(root, 'responseDeclaration'),
    outcomes: declarations(root, 'outcomeDeclaration'),
    body,
    interactions: body ? below(body).filter(isInteraction) : [],
    processing: statements ?? [],
    marking: statements === null ? 'unknown' : statements.length > 0 ? 'rules' : 'none',
  };
}
