import type { Exercise } from '../../exercise.ts';
import { partsOfStem } from '../../passage.ts';
import { AssetShelf, type Digest, fromBase64 } from '../assets.ts';
import { lossesBetween } from '../differences.ts';
import { type Loss, loss } from '../losses.ts';
import { TAG_FIELDS } from '../moodle/question.ts';
import type { PackageEntry } from '../report.ts';
import { Conversion } from '../text/text.ts';
import { type FilesByKey, writeText } from '../text/write.ts';
import { parseXml, type XmlElement } from '../xml.ts';
import { decoded, pathFrom } from './manifest.ts';
import { type OwnPart, ownPartsOf } from './own.ts';
import { readItem } from './read-item.ts';
import { HTML, node } from './tree.ts';
import { type Parts, RIGHT, type Writes } from './write-common.ts';
import { partsOf, titleOf } from './write-parts.ts';
import { xhtmlOf } from './xhtml.ts';
import { fileXml, NAMES, type QtiVersion } from './xml-write.ts';

/** An item of a package that is written. */
export interface WrittenItem {
  identifier: string;
  title: string;
  xml: string;
  keywords: string[];
  /** Pictures that it shows, by their place in the package. */
  files: PackageEntry[];
  own: readonly OwnPart[];
  /** The passage in front of it, which other items may name as well. */
  stimulus?: WrittenStimulus;
}

/** A passage in a file of its own. */
export interface WrittenStimulus {
  identifier: string;
  xml: string;
  files: PackageEntry[];
}

export interface Writing {
  version: QtiVersion;
  /** Of the item, as QTI takes it, and of no other one in the package. */
  identifier: string;
  files?: FilesByKey;
  /** The identifier of a passage in this package; without it, passages stand in their items. */
  stimulusOf?: (stimulus_id: string, passage: string) => string;
  /** A test of the package says its weight. */
  isInTest?: boolean;
  /** Of pictures, when the item is read back. */
  digest: Digest;
}

/** The folders of items and passages, from which pictures are named. */
export const ITEMS = 'items';
export const STIMULI = 'stimuli';
const PICTURES = 'assets';

/**
 * An exercise as an item (`readable` is the same without what XML cannot have), and what the other tool will not see of it. The losses are found by reading the item back; what it has no place
 * for travels beside it, so that it is there again when the package is read here.
 */
export function writeItem(
  exercise: Exercise,
  readable: Exercise,
  writing: Writing,
): { item: WrittenItem | null; losses: Loss[] } {
  const conversion = new Conversion(new AssetShelf(writing.digest));
  const files = new Map<string, PackageEntry>();
  const parts = partsOf(readable, writesInto(files, conversion, writing));
  const { passage, question } = partsOfStem(readable);
  const title = titleOf({ ...readable, stem: question || passage });
  const stimulus = stimulusOf(readable, passage, conversion, writing);
  const asked = stimulus ? { ...readable, stem: question } : readable;
  const xml = fileXml(rootOf(asked, title, parts, files, conversion, writing, stimulus), writing.version);
  const keywords = TAG_FIELDS.flatMap(({ prefix, field }) =>
    readable[field] === undefined ? [] : [`${prefix}${readable[field]}`],
  );
  const item = {
    ...{ identifier: writing.identifier, title, xml, keywords, files: [...files.values()] },
    ...(stimulus ? { stimulus } : {}),
  };
  const { back, isMarkedAlike } = readBack(item, writing.digest);
  // A test says every weight but the usual one.
  const { weight = 1 } = exercise;
  if (back && writing.isInTest && weight !== 1) back.weight = weight;
  if (!back)
    return {
      item: null,
      losses: [loss('no_such_type', 'exercise_type', { sentence: 'QTI has no item that says this.' })],
    };
  const own = ownPartsOf(exercise, back);
  const travels = new Set(own.map(({ pointer }) => pointer));
  const shows = (markdown: unknown) =>
    JSON.stringify(
      writesInto(new Map(), new Conversion(new AssetShelf(writing.digest)), writing).blocks(String(markdown), ''),
    );
  const differences = lossesBetween(exercise, back, conversion.losses).map((one) => {
    const { pointer = '' } = one;
    const isSpelling =
      one.code === 'text_restyled' && shows(valueAt(readable, pointer)) === shows(valueAt(back, pointer));
    if (isSpelling && travels.has(pointer)) return loss('other_spelling', one.field, { pointer, stays: true });
    return named(one, exercise, travels, stimulus !== null);
  });
  const otherwise = isMarkedAlike ? [] : [loss('marked_otherwise_there', 'scoring')];
  return { item: { ...item, own }, losses: [...conversion.losses, ...differences, ...otherwise] };
}

/** What stands at a JSON pointer. */
const valueAt = (whole: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (value, key) => (value as Record<string, unknown> | undefined)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')],
      whole,
    );

const AGAIN = 'It travels beside the question and is there again when the package is read here.';

/** Read back, both are marked alike: that it differs is a matter of words. */
const SAID_OTHERWISE = /^\/(scoring|unit_mode)$|\/is_case_sensitive$/;

/** A difference in the words of packages: what travels beside the item is lost to the other tool alone. */
function named(found: Loss, exercise: Exercise, travels: ReadonlySet<string>, hasStimulus: boolean): Loss {
  const { pointer = '', field } = found;
  const stays = travels.has(pointer) ? { stays: true } : {};
  const isOtherName = pointer === '/id' || (pointer === '/stimulus_id' && hasStimulus);
  if (isOtherName) return loss('ids_renumbered', field, { pointer, ...stays, instead: AGAIN });
  const isRequired =
    pointer === '/unit_mode' && exercise.exercise_type === 'numeric' && exercise.unit_mode === 'required';
  if (isRequired) return loss('unit_not_asked', field, { pointer, ...stays });
  if (SAID_OTHERWISE.test(pointer)) return loss('no_words', field, { pointer, ...stays });
  return travels.has(pointer) ? { ...found, ...stays, instead: AGAIN } : found;
}

function readBack({ xml, keywords, files, stimulus }: Omit<WrittenItem, 'own'>, digest: Digest) {
  const parsed = parseXml(xml);
  if (!parsed.ok) return { back: null, isMarkedAlike: false };
  const conversion = new Conversion(new AssetShelf(digest));
  const beside = stimulus ? [...files, ...stimulus.files, stimulusEntry(stimulus)] : files;
  const nearby = (address: string) => {
    // Items and passages stand equally deep.
    const path = pathFrom(ITEMS, address);
    const file = beside.find(({ name }) => name === path);
    return file ? { path: file.name, bytes: file.bytes } : null;
  };
  const { asked } = readItem(parsed.root, { conversion, nearby, keywords });
  const isMarkedAlike = !conversion.losses.some(({ code }) =>
    /^(marked_otherwise|no_marking|points_of_question)$/.test(code),
  );
  return { back: asked?.exercise ?? null, isMarkedAlike };
}

/** The passage in front of a question as a file, where the package has such files. */
function stimulusOf(
  exercise: Exercise,
  passage: string,
  conversion: Conversion,
  writing: Writing,
): WrittenStimulus | null {
  if (passage === '' || !writing.stimulusOf) return null;
  const identifier = writing.stimulusOf(exercise.stimulus_id ?? '', passage);
  const files = new Map<string, PackageEntry>();
  const text = writesInto(files, conversion, writing).blocks(passage, '/stem');
  const root = node('assessmentStimulus', { identifier, title: titleOf({ ...exercise, stem: passage }) }, [
    node('stimulusBody', {}, text),
  ]);
  return { identifier, xml: fileXml(root, writing.version), files: [...files.values()] };
}

const stimulusHref = (identifier: string) => `../${STIMULI}/${identifier}.xml`;

/** The file of a passage. */
export const stimulusEntry = ({ identifier, xml }: WrittenStimulus): PackageEntry => ({
  name: `${STIMULI}/${identifier}.xml`,
  bytes: new TextEncoder().encode(xml),
});

/** The HTML of a text with its pictures in the package. */
function writesInto(found: Map<string, PackageEntry>, conversion: Conversion, { files }: Writing): Writes {
  // Files of one name are told apart by the key in their address.
  const keyed = files && new Map([...files].map(([key, file]) => [key, { ...file, name: `${key}/${file.name}` }]));
  const write = (markdown: string, pointer: string, isInline: boolean): XmlElement[] => {
    const field = pointer.split('/')[1] ?? '';
    const place = { field, pointer, isInline, ...(keyed ? { files: keyed } : {}) };
    const { text, format, files: shown } = writeText(markdown, conversion, place);
    if (text === '') return [];
    for (const { name, base64 } of shown)
      found.set(name, { name: `${PICTURES}/${name}`, bytes: fromBase64(base64) ?? new Uint8Array() });
    const html = format === 'html' ? text : `<p>${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</p>`;
    return [node(HTML, {}, [xhtmlOf(html, { isInline, addressOf })])];
  };
  return {
    blocks: (markdown, pointer) => write(markdown, pointer, false),
    line: (markdown, pointer) => write(markdown, pointer, true),
  };
}

/** A picture is named from the folder of the items. */
function addressOf(address: string): string {
  const named = /^@@PLUGINFILE@@\/(.*)$/s.exec(address)?.[1];
  if (named === undefined) return address;
  const path = decoded(named).split('/').map(encodeURIComponent).join('/');
  return `../${PICTURES}/${path}`;
}

function rootOf(
  exercise: Exercise,
  title: string,
  parts: Parts,
  files: Map<string, PackageEntry>,
  conversion: Conversion,
  writing: Writing,
  stimulus: WrittenStimulus | null,
): XmlElement {
  const { responses, body, processing, replies, explanation, hasSeveralReplies = false } = parts;
  const { blocks } = writesInto(files, conversion, writing);
  const outcome = (identifier: string, baseType: string, cardinality = 'single', usual?: string) =>
    node(
      'outcomeDeclaration',
      { identifier, cardinality, baseType },
      usual === undefined ? [] : [node('defaultValue', {}, [node('value', {}, [usual])])],
    );
  const modal = (outcomeIdentifier: string, identifier: string, text: XmlElement[]) =>
    node('modalFeedback', { outcomeIdentifier, showHide: 'show', identifier }, text);
  const attributes: Record<string, string> =
    typeof processing === 'string' ? { template: NAMES[writing.version].template(processing) } : {};
  return node(
    'assessmentItem',
    { identifier: writing.identifier, title, adaptive: 'false', timeDependent: 'false', toolName: 'Trailwright' },
    [
      ...responses,
      outcome('SCORE', 'float', 'single', '0'),
      ...(replies.length > 0 ? [outcome('FEEDBACK', 'identifier', hasSeveralReplies ? 'multiple' : 'single')] : []),
      ...(explanation.length > 0 ? [outcome('EXPLANATION', 'identifier')] : []),
      ...(stimulus
        ? [
            node('assessmentStimulusRef', {
              identifier: stimulus.identifier,
              href: stimulusHref(stimulus.identifier),
            }),
          ]
        : []),
      node('itemBody', {}, [...blocks(exercise.stem, '/stem'), ...body]),
      ...(processing === null
        ? []
        : [node('responseProcessing', attributes, typeof processing === 'string' ? [] : processing)]),
      ...replies.map(({ identifier, text }) => modal('FEEDBACK', identifier, text)),
      ...(explanation.length > 0 ? [modal('EXPLANATION', RIGHT, explanation)] : []),
    ],
  );
}
