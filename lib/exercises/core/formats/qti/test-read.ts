import { type Loss, type LossCode, loss } from '../losses.ts';
import { childOf, childrenOf, parseXml, type XmlElement } from '../xml.ts';
import { below, levelled, named } from './tree.ts';

/** A question that a test names, by the file that it stands in. */
export interface NamedItem {
  path: string;
  weight?: number;
}

/** A test of a package, before its questions are looked up. */
export interface ReadTest {
  name: string;
  file: string;
  toolName: string;
  items: NamedItem[];
  losses: Loss[];
}

/** Files beside a test: the path and the text of what an address leads to. */
export type TextNear = (address: string, from: string) => { path: string; text: string } | null;

/** Sections in files of their own, in one another. */
const DEEPEST = 10;
const MOST_ITEMS = 20_000;

export const isTest = ({ name }: XmlElement) => /^([\w.-]+:)?(assessmentTest|qti-assessment-test)$/.test(name);

/** What a test has beyond questions in an order, by the names of its elements. */
const LOST: readonly [LossCode, RegExp][] = [
  ['test_selection', /^(selection|adaptiveSelection)$/],
  ['test_times', /^timeLimits?$/],
  ['test_rules', /^(preCondition|branchRule)$/],
  ['test_controls', /^(itemSessionControl|templateDefault)$/],
  ['test_words', /^rubricBlock$/],
  ['test_feedback', /^testFeedback$/],
];

/** The questions of a test in their order: of all its parts, their sections and what stands in these. */
export function readTest(root: XmlElement, file: string, near: TextNear): ReadTest {
  const test = levelled(root);
  const { title = '', identifier = '', toolName = '' } = test.attributes;
  const losses: Loss[] = [];
  const lose = (code: LossCode, { line }: XmlElement, within: string, sentence?: string) => {
    if (losses.some((one) => one.code === code)) return;
    const words = sentence ?? loss(code, 'quiz').sentence;
    losses.push(loss(code, 'quiz', { sentence: `${within}, line ${line}: ${words}` }));
  };
  const items: NamedItem[] = [];
  const walk = (element: XmlElement, open: readonly string[]) => {
    const within = open.at(-1) ?? file;
    for (const one of element.children) {
      if (one.name === 'assessmentItemRef') {
        const path = near(one.attributes.href ?? '', within)?.path ?? '';
        const weights = childrenOf(one, 'weight').map(({ attributes }) => Number(attributes.value ?? Number.NaN));
        const [weight = 1] = weights.filter((value) => Number.isFinite(value) && value >= 0);
        if (weights.length > 1 || weights.some((value) => !(value >= 0))) lose('test_weights', one, within);
        if (weight !== 1) lose('test_weighted', one, within);
        if (items.length < MOST_ITEMS) items.push({ path, ...(weight === 1 ? {} : { weight }) });
        else lose('test_too_long', one, within);
      } else if (one.name === 'assessmentSectionRef') {
        const section = sectionOf(one.attributes.href ?? '', open, near);
        if (section) walk(section.root, [...open, section.path]);
        else lose('test_section_left', one, within);
      } else if (one.name === 'testPart' || one.name === 'assessmentSection') walk(one, open);
    }
    for (const part of own(element)) {
      const found = LOST.find(([, names]) => names.test(part.name));
      if (found) lose(found[0], part, within);
      if (part.name === 'ordering' && part.attributes.shuffle?.trim() === 'true') lose('test_shuffled', part, within);
    }
  };
  walk(test, [file]);
  const outcomes = childOf(test, 'outcomeProcessing');
  if (outcomes && !isSum(outcomes)) lose('test_outcomes', outcomes, file);
  return { name: title.trim() || identifier.trim() || file, file, toolName: toolName.trim(), items, losses };
}

/** What stands directly in a part of a test or in what it says of a question, without its sections. */
const own = ({ children }: XmlElement): XmlElement[] => [
  ...children,
  ...children.filter(({ name }) => name === 'assessmentItemRef').flatMap((one) => one.children),
];

function sectionOf(address: string, open: readonly string[], near: TextNear) {
  const found = near(address, open.at(-1) ?? '');
  if (!found || open.includes(found.path) || open.length > DEEPEST) return null;
  const parsed = parseXml(found.text);
  if (!parsed.ok) return null;
  const root = levelled(parsed.root);
  return root.name === 'assessmentSection' ? { root, path: found.path } : null;
}

/** What the sum of all points is asked by; any other attribute (a section, a category) asks for some of them. */
const OF_ALL = ['variableIdentifier', 'weightIdentifier'];

/** Whether all that is worked out is the sum of the points, as every quiz has it. */
function isSum(outcomes: XmlElement): boolean {
  const allowed = /^(setOutcomeValue|sum|testVariables)$/;
  const variables = named(outcomes, 'testVariables');
  return (
    outcomes.children.length === 1 &&
    below(outcomes).every(({ name }) => allowed.test(name)) &&
    variables.length === 1 &&
    variables[0]?.attributes.variableIdentifier?.trim() === 'SCORE' &&
    Object.keys(variables[0].attributes).every((name) => OF_ALL.includes(name))
  );
}
