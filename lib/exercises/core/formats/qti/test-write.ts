import { OWN_TOOL } from './tests.ts';
import { node } from './tree.ts';
import { ITEMS } from './write-item.ts';
import { fileXml, type QtiVersion } from './xml-write.ts';

/** A quiz as a file of a package. */
export interface WrittenTest {
  identifier: string;
  title: string;
  items: { identifier: string; weight?: number }[];
}

export const TESTS = 'tests';

const SCORE = 'SCORE';
const WEIGHT = 'WEIGHT';

/** A quiz as a test: its questions in their order, each with its weight, and the sum of the points. */
export function testXml({ identifier, title, items }: WrittenTest, version: QtiVersion): string {
  const hasWeights = items.some(({ weight = 1 }) => weight !== 1);
  const refs = items.map(({ identifier: item, weight = 1 }) =>
    node(
      'assessmentItemRef',
      { identifier: item, href: `../${ITEMS}/${item}.xml` },
      weight === 1 ? [] : [node('weight', { identifier: WEIGHT, value: String(weight) })],
    ),
  );
  const sum = node('testVariables', { variableIdentifier: SCORE, ...(hasWeights ? { weightIdentifier: WEIGHT } : {}) });
  const root = node('assessmentTest', { identifier, title: title || identifier, toolName: OWN_TOOL }, [
    node('outcomeDeclaration', { identifier: SCORE, cardinality: 'single', baseType: 'float' }, [
      node('defaultValue', {}, [node('value', {}, ['0'])]),
    ]),
    node('testPart', { identifier: 'trailwright_part', navigationMode: 'nonlinear', submissionMode: 'individual' }, [
      node(
        'assessmentSection',
        { identifier: 'trailwright_section', title: title || identifier, visible: 'true' },
        refs,
      ),
    ]),
    node('outcomeProcessing', {}, [node('setOutcomeValue', { identifier: SCORE }, [node('sum', {}, [sum])])]),
  ]);
  return fileXml(root, version);
}
