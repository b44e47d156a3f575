import type { XmlElement } from '../xml.ts';
import { HTML, kebab } from './tree.ts';
import { quoted } from './xhtml.ts';

export type QtiVersion = 'qti21' | 'qti22' | 'qti30';

interface Names {
  namespace: string;
  schema: string;
  template: (name: string) => string;
  /** What a manifest calls a file: an item, a test, a stimulus. */
  typeOf: (kind: 'item' | 'test' | 'stimulus') => string;
}

const TWO = (number: string): Names => ({
  namespace: `http://www.imsglobal.org/xsd/imsqti_v${number}`,
  schema: `http://www.imsglobal.org/xsd/qti/qtiv${number}/imsqti_v${number}.xsd`,
  template: (name) => `http://www.imsglobal.org/question/qti_v${number}/rptemplates/${name}`,
  typeOf: (kind) => `imsqti_${kind}_xmlv${number}`,
});

/** How each version names itself. */
export const NAMES: Record<QtiVersion, Names> = {
  qti21: TWO('2p1'),
  qti22: TWO('2p2'),
  qti30: {
    namespace: 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0',
    schema: 'https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd',
    template: (name) => `https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/${name}.xml`,
    typeOf: (kind) => `imsqti_${kind}_xmlv3p0`,
  },
};

export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** Elements that QTI takes from XHTML keep their names. */
const XHTML = /^(p|div|span)$/;
/** What QTI 3 wraps into a body of its own. */
const WITH_BODY = /^(modalFeedback|rubricBlock)$/;

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** An item, a test or a stimulus as XML of a version. The same tree gives the same text. */
export function fileXml(root: XmlElement, version: QtiVersion): string {
  const { namespace, schema } = NAMES[version];
  const attributes = { xmlns: namespace, 'xmlns:xsi': XSI, 'xsi:schemaLocation': `${namespace} ${schema}` };
  const whole = { ...root, attributes: { ...attributes, ...root.attributes } };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elementXml(whole, version, 0)}\n`;
}

function elementXml(element: XmlElement, version: QtiVersion, depth: number): string {
  const isThree = version === 'qti30' && !XHTML.test(element.name);
  const name = isThree ? `qti-${kebab(element.name)}` : element.name;
  const attributes = Object.entries(element.attributes).map(
    ([key, value]) => ` ${isThree && !/[:]|^xmlns$/.test(key) ? kebab(key) : key}="${quoted(value)}"`,
  );
  const open = `<${name}${attributes.join('')}`;
  if (element.content.length === 0) return `${open}/>`;
  const content = contentXml(element, version, depth);
  const body = isThree && WITH_BODY.test(element.name) ? `<qti-content-body>${content}</qti-content-body>` : content;
  return `${open}>${body}</${name}>`;
}

/** Elements alone stand on lines of their own; words and what is mixed with them stay as they are. */
function contentXml({ content, name }: XmlElement, version: QtiVersion, depth: number): string {
  const isStructure = content.every((one) => typeof one !== 'string' && one.name !== HTML) && !XHTML.test(name);
  const parts = content.map((one) => {
    if (typeof one === 'string') return escaped(one);
    return one.name === HTML ? one.text : elementXml(one, version, depth + 1);
  });
  const indent = '  '.repeat(depth + 1);
  return isStructure ? `\n${parts.map((one) => `${indent}${one}\n`).join('')}${'  '.repeat(depth)}` : parts.join('');
}
