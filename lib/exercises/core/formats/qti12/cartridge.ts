import type { Exercise } from '../../exercise.ts';
import { readExercise } from '../../read-exercise.ts';
import { AssetShelf, type Digest, fromBase64 } from '../assets.ts';
import { blocksOf } from '../blocks.ts';
import { lossesBetween } from '../differences.ts';
import { type Loss, loss } from '../losses.ts';
import { decoded } from '../qti/manifest.ts';
import { titleOf } from '../qti/write-parts.ts';
import { quoted } from '../qti/xhtml.ts';
import type { PackageEntry } from '../report.ts';
import { Conversion } from '../text/text.ts';
import { type FilesByKey, writeText } from '../text/write.ts';
import { parseXml } from '../xml.ts';
import { readQti12 } from './read.ts';
import { fitsCartridge, type Html, metadata, qti12Item } from './write-item.ts';

export type CartridgeVersion = 'cc11' | 'cc13';

const VERSIONS: Record<CartridgeVersion, { number: string; short: string }> = {
  cc11: { number: '1.1.0', short: '1p1' },
  cc13: { number: '1.3.0', short: '1p3' },
};

export interface CartridgeOptions {
  version: CartridgeVersion;
  title: string;
  files?: FilesByKey;
  digest: Digest;
}

export interface WrittenCartridge {
  entries: PackageEntry[];
  exercises: { id: string; exercise: Exercise | null; losses: Loss[] }[];
}

/** Where the files of a course stand in a cartridge, and how its texts call that place. */
const FILES = 'web_resources';
const FILE_BASE = '$IMS-CC-FILEBASE$';
const QUIZ = 'quiz/assessment_qti.xml';

/** Exercises as a quiz in a Common Cartridge, with what is lost on the way: each item is read back. */
export function writeCartridge(bank: readonly unknown[], options: CartridgeOptions): WrittenCartridge {
  const pictures = new Map<string, PackageEntry>();
  const items: string[] = [];
  const exercises = bank.map((raw) => {
    const exercise = readExercise(raw);
    const id = String((raw as { id?: unknown } | null)?.id ?? '');
    const kept = exercise ? keptBack(exercise) : [loss('unknown_exercise', 'exercise_type')];
    if (!exercise || !fitsCartridge(exercise) || kept.length > 0) return { id, exercise: null, losses: kept };
    const conversion = new Conversion(new AssetShelf(options.digest));
    const item = qti12Item(exercise, titleOf(exercise), htmlWith(conversion, pictures, options));
    items.push(item);
    return { id, exercise, losses: [...conversion.losses, ...lossesOf(exercise, item, pictures, conversion, options)] };
  });
  return { entries: entriesOf(items, [...pictures.values()], options), exercises };
}

/** Why an exercise is left out. */
function keptBack(exercise: Exercise): Loss[] {
  if (!fitsCartridge(exercise))
    return [
      loss('no_such_type', 'exercise_type', {
        sentence: 'A Common Cartridge has no questions of this type.',
        instead: 'Left out. Export it as QTI 2 or 3, or as Moodle XML.',
      }),
    ];
  return blocksOf(exercise).map(({ field, pointer, sentence }) =>
    loss('blocks', field, { pointer, sentence: `It breaks a rule that blocks: ${sentence}` }),
  );
}

function htmlWith(conversion: Conversion, pictures: Map<string, PackageEntry>, { files }: CartridgeOptions): Html {
  const keyed = files && new Map([...files].map(([key, file]) => [key, { ...file, name: `${key}/${file.name}` }]));
  return (markdown, pointer, isInline = false) => {
    const field = pointer.split('/')[1] ?? '';
    const place = { field, pointer, isInline, ...(keyed ? { files: keyed } : {}) };
    const { text, format, files: shown } = writeText(markdown, conversion, place);
    for (const { name, base64 } of shown)
      pictures.set(name, { name: `${FILES}/${name}`, bytes: fromBase64(base64) ?? new Uint8Array() });
    const html = format === 'html' ? text : `<p>${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</p>`;
    return html.replace(/@@PLUGINFILE@@\/([^"]*)/g, (_, path: string) => {
      return `${FILE_BASE}/${decoded(path).split('/').map(encodeURIComponent).join('/')}`;
    });
  };
}

function lossesOf(
  exercise: Exercise,
  item: string,
  pictures: ReadonlyMap<string, PackageEntry>,
  conversion: Conversion,
  { digest }: CartridgeOptions,
): Loss[] {
  const parsed = parseXml(item);
  if (!parsed.ok) return [loss('detail_lost', 'stem')];
  const nearby = (address: string) => {
    const found = pictures.get(decoded(address));
    return found ? { path: found.name, bytes: found.bytes } : null;
  };
  const root = { ...parsed.root, name: 'section', children: [parsed.root], content: [parsed.root] };
  const [back] = readQti12(root, item, { assets: new AssetShelf(digest), nearby });
  return lossesBetween(exercise, back?.exercise, conversion.losses);
}

const bytesOf = (text: string) => new TextEncoder().encode(text);
const head = '<?xml version="1.0" encoding="UTF-8"?>\n';

function entriesOf(
  items: readonly string[],
  pictures: readonly PackageEntry[],
  options: CartridgeOptions,
): PackageEntry[] {
  const sorted = [...pictures].sort((one, other) => (one.name < other.name ? -1 : 1));
  return [
    { name: 'imsmanifest.xml', bytes: bytesOf(manifestXml(sorted, options)) },
    { name: QUIZ, bytes: bytesOf(quizXml(items, options)) },
    ...sorted,
  ];
}

const NAMESPACE = 'http://www.imsglobal.org/xsd/ims_qtiasiv1p2';

function quizXml(items: readonly string[], { title }: CartridgeOptions): string {
  const about = metadata({
    cc_profile: 'cc.exam.v0p1',
    qmd_assessmenttype: 'Examination',
    qmd_scoretype: 'Percentage',
  });
  return `${head}<questestinterop xmlns="${NAMESPACE}">
  <assessment ident="quiz" title="${quoted(title)}">${about}
    <section ident="root_section">
${items.map((one) => `      ${one}\n`).join('')}    </section>
  </assessment>
</questestinterop>
`;
}

function manifestXml(pictures: readonly PackageEntry[], { version, title }: CartridgeOptions): string {
  const { number, short } = VERSIONS[version];
  const cartridge = `http://www.imsglobal.org/xsd/imsccv${short}/imscp_v1p1`;
  const lom = `http://ltsc.ieee.org/xsd/imsccv${short}/LOM/manifest`;
  const hrefOf = (path: string) => quoted(path.split('/').map(encodeURIComponent).join('/'));
  const resource = (identifier: string, type: string, href: string, attributes = '') =>
    `    <resource identifier="${identifier}" type="${type}"${attributes}>\n      <file href="${href}"/>\n    </resource>\n`;
  const files = pictures.map(({ name }, at) =>
    resource(`file_${at + 1}`, 'webcontent', hrefOf(name), ` href="${hrefOf(name)}"`),
  );
  return `${head}<manifest xmlns="${cartridge}" xmlns:lom="${lom}" identifier="trailwright">
  <metadata>
    <schema>IMS Common Cartridge</schema>
    <schemaversion>${number}</schemaversion>
    <lom:lom><lom:general><lom:title><lom:string>${quoted(title)}</lom:string></lom:title></lom:general></lom:lom>
  </metadata>
  <organizations>
    <organization identifier="org_1" structure="rooted-hierarchy">
      <item identifier="root"><item identifier="item_1" identifierref="quiz"><title>${quoted(title)}</title></item></item>
    </organization>
  </organizations>
  <resources>
${resource('quiz', `imsqti_xmlv1p2/imscc_xmlv${short}/assessment`, QUIZ)}${files.join('')}  </resources>
</manifest>
`;
}
