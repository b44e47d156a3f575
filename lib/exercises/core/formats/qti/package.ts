import { AssetShelf, type Digest } from '../assets.ts';
import { decodeText } from '../decode.ts';
import { loss } from '../losses.ts';
import { readQti12 } from '../qti12/read.ts';
import { xmlKind } from '../recognise-xml.ts';
import type { PackageEntry, QuestionFormat, ReadQuestion, ReadResult, Refusal } from '../report.ts';
import { parseXml } from '../xml.ts';
import { pathFrom, type Resource, resourcesOf } from './manifest.ts';
import { OWN_FILE, ownParts, withOwnParts } from './own.ts';
import { itemFormat, questionOfItem, sourceOf, unreadable } from './read.ts';
import { isTest, type ReadTest, readTest, type TextNear } from './test-read.ts';
import { arranged, unreadableTest } from './tests.ts';

const MANIFEST = 'imsmanifest.xml';
const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Whether a list of names is one of a package with items. */
const manifestIn = (names: readonly string[]): string | undefined =>
  names
    .filter((one) => one === MANIFEST || one.endsWith(`/${MANIFEST}`))
    .sort((one, other) => one.split('/').length - other.split('/').length)[0];

/** The questions of a package that was unpacked, in the order of its manifest. A file that cannot be read costs itself only. */
export function readPackage(entries: readonly PackageEntry[], digest: Digest): ReadResult {
  const files = new Map(entries.map(({ name, bytes }) => [name, bytes]));
  const place = manifestIn([...files.keys()]);
  const manifest = place === undefined ? '' : textOf(files.get(place));
  const other = place === undefined ? null : xmlKind(manifest);
  if (other && 'code' in other && other.code !== 'qti_package') return refused(other.code, other.is, other.instead);
  const listed = place === undefined ? everyFile([...files.keys()]) : resourcesOf(manifest);
  if (listed === null)
    return refused('manifest_broken', 'a package with a broken manifest', 'Export the package again.');
  const root = place === undefined ? '' : folderOf(place);
  const own = ownParts(textOf(files.get(pathFrom(root, OWN_FILE) ?? '')));
  const assets = new AssetShelf(digest);
  const questions: ReadQuestion[] = [];
  const tests: ReadTest[] = [];
  let format: QuestionFormat | null = null;
  for (const resource of listed) {
    const path = pathFrom(root, resource.href) ?? '';
    const found = readResource(resource, path, files, assets);
    format ??= found.format;
    questions.push(...found.questions.map((one) => withOwnParts(one, own)));
    tests.push(...(found.tests ?? []));
  }
  if (format === null && place === undefined)
    return refused('archive', 'a packed archive', 'Unpack it and choose a file in it.');
  if (format === null && questions.length === 0)
    return refused(
      'package',
      'a package without questions of QTI',
      'Export the questions as QTI, Moodle XML, GIFT or CSV.',
    );
  return {
    ok: true,
    file: {
      format: format ?? 'qti21',
      encoding: 'zip',
      total: questions.length,
      assets: assets.all,
      ...arranged(questions, tests),
    },
  };
}

const textOf = (bytes: Uint8Array | undefined) => (bytes ? decodeText(bytes).text : '');

function refused(code: string, is: string, instead: string): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { code, is, sentence: `It is ${is}, which is not read as questions.`, instead } };
}

/** Without a manifest every file may be an item. */
const everyFile = (names: readonly string[]): Resource[] =>
  names
    .filter((one) => /\.(xml|qti)$/i.test(one))
    .sort()
    .map((href) => ({ identifier: '', type: '', href: encodeURI(href), keywords: [] }));

const IS_ITEM = /^imsqti_(\w*item\w*_)?xml/i;
const IS_TEST = /^imsqti_(test|assessment)_xml/i;

interface Found {
  format: QuestionFormat | null;
  questions: ReadQuestion[];
  tests?: ReadTest[];
}

function readResource(
  { type, href, keywords }: Resource,
  path: string,
  files: ReadonlyMap<string, Uint8Array>,
  assets: AssetShelf,
): Found {
  const isItem = IS_ITEM.test(type);
  const isNamedTest = IS_TEST.test(type);
  if (!isItem && !isNamedTest && !/\.(xml|qti)$/i.test(path)) return { format: null, questions: [] };
  const bytes = files.get(path);
  if (!bytes) return { format: null, questions: isItem ? [missing(href)] : [] };
  const { text } = decodeText(bytes);
  const parsed = parseXml(text);
  if (!parsed.ok)
    return {
      format: null,
      questions: isItem ? [unreadable(text, parsed.refusal, path)] : [],
      tests: isNamedTest ? [unreadableTest(path, parsed.refusal)] : [],
    };
  if (isTest(parsed.root))
    return { format: null, questions: [], tests: [readTest(parsed.root, path, textNear(files))] };
  const nearby = (address: string, from = path) => {
    const near = /^[a-z][\w+.-]*:/i.test(address) ? null : fileNear(address, folderOf(from), files);
    return near === null ? null : { path: near, bytes: files.get(near) as Uint8Array };
  };
  const beside = { assets, nearby, keywords, file: path };
  const format = itemFormat(parsed.root);
  if (format) return { format, questions: [questionOfItem(parsed.root, text, beside)] };
  if (/^([\w.-]+:)?questestinterop$/.test(parsed.root.name))
    return { format: 'qti12', questions: readQti12(parsed.root, text, beside) };
  const words = `It begins with <${parsed.root.name}>, and an item with <assessmentItem>.`;
  const refusal = { code: 'not_qti', is: null, sentence: words, instead: 'Left out.' };
  return { format: null, questions: isItem ? [unreadable(text, refusal, path)] : [] };
}

/** Sections of a test may stand in files of their own. */
const textNear =
  (files: ReadonlyMap<string, Uint8Array>): TextNear =>
  (address, from) => {
    const path = /^[a-z][\w+.-]*:/i.test(address) ? null : fileNear(address, folderOf(from), files);
    return path === null ? null : { path, text: textOf(files.get(path)) };
  };

/** A file beside an item, or from the top of the package, as some tools write addresses. */
function fileNear(address: string, folder: string, files: ReadonlyMap<string, Uint8Array>): string | null {
  const paths = [pathFrom(folder, address), pathFrom('', address), pathFrom('web_resources', address)];
  return paths.find((one) => one !== null && one !== '' && files.has(one)) ?? null;
}

const missing = (href: string): ReadQuestion => ({
  exercise: null,
  source: sourceOf('', { line: 1, column: 1 }, href),
  losses: [loss('file_missing', 'exercise_type', { sentence: `The package names “${href}”, which is not in it.` })],
});
