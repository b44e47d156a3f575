import type { PackageEntry } from '../report.ts';
import { OWN_FILE, ownText } from './own.ts';
import { TESTS, testXml, type WrittenTest } from './test-write.ts';
import { ITEMS, stimulusEntry, type WrittenItem, type WrittenStimulus } from './write-item.ts';
import { quoted } from './xhtml.ts';
import { NAMES, type QtiVersion, XSI } from './xml-write.ts';

interface Manifest {
  namespace: string;
  location: string;
  /** What a package says of itself. */
  schema: string;
  schemaversion: string;
  lom: string;
  lomLocation: string;
  keyword: (words: string) => string;
}

const TWO = (number: string): Manifest => ({
  namespace: 'http://www.imsglobal.org/xsd/imscp_v1p1',
  location: 'http://www.imsglobal.org/xsd/imscp_v1p1.xsd',
  schema: `QTIv${number} Package`,
  schemaversion: '1.0.0',
  lom: 'http://www.imsglobal.org/xsd/imsmd_v1p2',
  lomLocation: 'http://www.imsglobal.org/xsd/imsmd_v1p2p4.xsd',
  keyword: (words) => `<imsmd:keyword><imsmd:langstring>${words}</imsmd:langstring></imsmd:keyword>`,
});

const MANIFESTS: Record<QtiVersion, Manifest> = {
  qti21: TWO('2.1'),
  qti22: TWO('2.2'),
  qti30: {
    namespace: 'http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1',
    location: 'https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd',
    schema: 'QTI Package',
    schemaversion: '3.0.0',
    lom: 'http://ltsc.ieee.org/xsd/LOM',
    lomLocation: 'https://purl.imsglobal.org/spec/md/v1p3/schema/xsd/imsmd_loose_v1p3p2.xsd',
    keyword: (words) => `<imsmd:keyword><imsmd:string>${words}</imsmd:string></imsmd:keyword>`,
  },
};

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const bytesOf = (text: string) => new TextEncoder().encode(text);
const hrefOf = (path: string) => path.split('/').map(encodeURIComponent).join('/');

/** What goes into a package. */
export interface PackageContent {
  items: readonly WrittenItem[];
  tests: readonly WrittenTest[];
  title: string;
}

/** The files of a package: its manifest, the items in their order, their passages, tests and pictures, and what travels beside them. */
export function packageEntries(content: PackageContent, version: QtiVersion): PackageEntry[] {
  const { items, tests } = content;
  const stimuli = [
    ...new Map(items.flatMap(({ stimulus }) => (stimulus ? [[stimulus.identifier, stimulus]] : []))).values(),
  ];
  const shown = [...items, ...stimuli].flatMap(({ files }) => files.map((one) => [one.name, one.bytes] as const));
  const pictures = new Map(shown);
  const names = [...pictures.keys()].sort();
  const own = items.filter((one) => one.own.length > 0).map((one) => [one.identifier, one.own] as const);
  const manifest = manifestXml({ ...content, stimuli, pictures: names, hasOwn: own.length > 0 }, version);
  return [
    { name: 'imsmanifest.xml', bytes: bytesOf(manifest) },
    ...items.map(({ identifier, xml }) => ({ name: `${ITEMS}/${identifier}.xml`, bytes: bytesOf(xml) })),
    ...stimuli.map(stimulusEntry),
    ...tests.map((one) => ({ name: `${TESTS}/${one.identifier}.xml`, bytes: bytesOf(testXml(one, version)) })),
    ...names.map((name) => ({ name, bytes: pictures.get(name) ?? new Uint8Array() })),
    ...(own.length > 0 ? [{ name: OWN_FILE, bytes: bytesOf(ownText(own)) }] : []),
  ];
}

interface ManifestContent extends PackageContent {
  stimuli: readonly WrittenStimulus[];
  pictures: readonly string[];
  hasOwn: boolean;
}

function manifestXml({ items, tests, title, stimuli, pictures, hasOwn }: ManifestContent, version: QtiVersion): string {
  const { namespace, location, schema, schemaversion, lom, lomLocation, keyword } = MANIFESTS[version];
  const idOf = new Map(pictures.map((name, at) => [name, `picture_${at + 1}`]));
  const metadata = (inner: string) => `<imsmd:lom><imsmd:general>${inner}</imsmd:general></imsmd:lom>`;
  const text = version === 'qti30' ? 'string' : 'langstring';
  const { typeOf } = NAMES[version];
  const resource = (
    identifier: string,
    type: string,
    name: string,
    inner: readonly string[],
    needs: readonly string[],
  ) => {
    const href = quoted(hrefOf(name));
    return [
      `    <resource identifier="${identifier}" type="${type}" href="${href}">`,
      ...inner,
      `      <file href="${href}"/>`,
      ...needs.map((one) => `      <dependency identifierref="${one}"/>`),
      '    </resource>',
    ];
  };
  const picturesOf = (files: readonly PackageEntry[]) => files.map(({ name }) => idOf.get(name) ?? '');
  const itemLines = ({ identifier, files, keywords, stimulus }: WrittenItem) => {
    const words = keywords.map((one) => keyword(escaped(one))).join('');
    const needs = [...picturesOf(files), ...(stimulus ? [`stimulus_${stimulus.identifier}`] : [])];
    const inner = words === '' ? [] : [`      <metadata>${metadata(words)}</metadata>`];
    return resource(`item_${identifier}`, typeOf('item'), `${ITEMS}/${identifier}.xml`, inner, needs);
  };
  const stimulusLines = (one: WrittenStimulus) =>
    resource(`stimulus_${one.identifier}`, typeOf('stimulus'), stimulusEntry(one).name, [], picturesOf(one.files));
  const testLines = ({ identifier, items: asked }: WrittenTest) => {
    const needs = asked.map((one) => `item_${one.identifier}`);
    return resource(`test_${identifier}`, typeOf('test'), `${TESTS}/${identifier}.xml`, [], needs);
  };
  const plain = (identifier: string, name: string) => resource(identifier, 'webcontent', name, [], []);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<manifest xmlns="${namespace}" xmlns:imsmd="${lom}" xmlns:xsi="${XSI}" identifier="trailwright" xsi:schemaLocation="${namespace} ${location} ${lom} ${lomLocation}">`,
    '  <metadata>',
    `    <schema>${schema}</schema>`,
    `    <schemaversion>${schemaversion}</schemaversion>`,
    ...(title === ''
      ? []
      : [`    ${metadata(`<imsmd:title><imsmd:${text}>${escaped(title)}</imsmd:${text}></imsmd:title>`)}`]),
    '  </metadata>',
    '  <organizations/>',
    '  <resources>',
    ...items.flatMap(itemLines),
    ...stimuli.flatMap(stimulusLines),
    ...tests.flatMap(testLines),
    ...pictures.flatMap((name) => plain(idOf.get(name) ?? '', name)),
    ...(hasOwn ? plain('trailwright_own', OWN_FILE) : []),
    '  </resources>',
    '</manifest>',
    '',
  ].join('\n');
}
