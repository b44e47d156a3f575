import { columnOf } from './csv/cells.ts';
import { isMoodleTable } from './csv/moodle-table.ts';
import { headOf, separatorOf } from './csv/table.ts';
import { isBinary } from './decode.ts';
import { giftQuestion } from './gift/question.ts';
import { splitGift } from './gift/split.ts';
import { clozeCodes } from './moodle/cloze-code.ts';
import { packageOf } from './packages.ts';
import { type Known, xmlKind } from './recognise-xml.ts';
import type { QuestionFormat } from './report.ts';

/** What a file is: one of the formats that are read, or something else by name, or nothing known (null). */
export type Recognised = { format: QuestionFormat } | Known | null;

const known = (code: string, is: string, instead: string): Known => ({ code, is, instead });
const OTHER_WAY = 'Choose a file of Moodle XML, QTI, GIFT, Aiken or CSV.';

/** The files that begin with certain bytes. */
const SIGNATURES: readonly { bytes: string; is: Known }[] = [
  { bytes: '%PDF', is: known('pdf', 'a PDF document', 'Copy its text, or save the questions as GIFT or CSV.') },
  { bytes: '\u0089PNG', is: known('picture', 'a picture', OTHER_WAY) },
  { bytes: '\u00ff\u00d8\u00ff', is: known('picture', 'a picture', OTHER_WAY) },
  { bytes: 'GIF8', is: known('picture', 'a picture', OTHER_WAY) },
  {
    bytes: 'SQLite format 3',
    is: known('anki_collection', 'an SQLite database, as Anki keeps its cards in', 'Export the cards as text or CSV.'),
  },
  {
    bytes: '\u00d0\u00cf\u0011\u00e0',
    is: known('old_office', 'an old Word or Excel document', 'Save it as CSV, or as text in GIFT.'),
  },
  { bytes: '{\\rtf', is: known('rich_text', 'a rich text document', 'Save it as plain text in GIFT or Aiken.') },
  { bytes: '\u001f\u008b', is: known('archive', 'a packed archive', 'Unpack it and choose a file in it.') },
];

/** What the end of a name tells where the content alone does not. */
const BY_NAME: readonly { pattern: RegExp; is: Known }[] = [
  { pattern: /\.py$/i, is: known('source_code', 'Python source code', OTHER_WAY) },
  { pattern: /\.(php|js|ts|java|rb|c|h|css)$/i, is: known('source_code', 'source code', OTHER_WAY) },
  {
    pattern: /\.(md|markdown)$/i,
    is: known('markdown', 'a Markdown document', 'Questions in Markdown are not read: write them as GIFT.'),
  },
  { pattern: /\.dtd$/i, is: known('dtd', 'a document type definition', OTHER_WAY) },
  {
    pattern: /(^|\/)canvas_export\.txt$/i,
    is: known('canvas', 'the mark of a Canvas export', 'Choose the questions of that export.'),
  },
  {
    pattern: /(^|\/)(licen[cs]e|copying|readme|notice)(\.\w+)?$/i,
    is: known('notice', 'a licence or read-me', OTHER_WAY),
  },
];

/** What a file is, by its content; its name is only a hint. */
export function recognise(bytes: Uint8Array, text: string, name: string): Recognised {
  const start = String.fromCharCode(...bytes.subarray(0, 20));
  const signature = SIGNATURES.find((one) => start.startsWith(one.bytes));
  if (signature) return signature.is;
  if (start.startsWith('PK\u0003\u0004') || start.startsWith('PK\u0005\u0006')) return zipKind(bytes, name);
  if (isBinary(text)) return known('binary', 'a binary file', OTHER_WAY);
  const trimmed = text.replace(/^\uFEFF/, '').trimStart();
  if (trimmed === '') return known('empty', 'an empty file', OTHER_WAY);
  if (/^<([!?]|[A-Za-z_][\w.:-]*[\s/>])/.test(trimmed)) {
    const xml = xmlKind(trimmed);
    if (xml) return xml;
  }
  return jsonKind(trimmed) ?? textKind(trimmed, name);
}

function zipKind(bytes: Uint8Array, name: string): Known {
  if (/\.imscc$/i.test(name)) return known('common_cartridge', 'a Common Cartridge', 'Export the quizzes as QTI.');
  return packageOf(namesInZip(bytes)) ?? known('archive', 'a packed archive', 'Unpack it and choose a file in it.');
}

/** The names in the directory of a zip, which stands at its end and is not packed. */
function namesInZip(bytes: Uint8Array): string[] {
  const names: string[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  for (; at + 46 < bytes.length && names.length < 10_000; at++) {
    if (view.getUint32(at, true) !== 0x02014b50) continue;
    const length = view.getUint16(at + 28, true);
    names.push(String.fromCharCode(...bytes.subarray(at + 46, Math.min(at + 46 + length, at + 46 + 1_000))));
    at += 45 + length;
  }
  return names;
}

function jsonKind(text: string): Known | null {
  if (!/^(\{\s*"|\[\s*[{["\d])/.test(text)) return null;
  if (/"schema_version"\s*:/.test(text.slice(0, 2_000)))
    return known('bundle', 'a Trailwright bundle', 'Import it as content.');
  if (/"exercise_bank"\s*:/.test(text)) return known('unit', 'a unit file', 'Import it as content.');
  return known('json', 'a JSON file', OTHER_WAY);
}

function textKind(whole: string, name: string): Recognised {
  // What a file is shows at its start.
  const text = whole.slice(0, 1_000_000);
  if (/^<!(ELEMENT|ENTITY|ATTLIST)\b/m.test(text.slice(0, 20_000)))
    return known('dtd', 'a document type definition', OTHER_WAY);
  const hint = BY_NAME.find(({ pattern }) => pattern.test(name))?.is ?? null;
  if (/^[A-Z][).]\s*\S/m.test(text) && /^ANSWER:/m.test(text)) return { format: 'aiken' };
  if (/^(\$CATEGORY:|::[^:\n]+::)/m.test(text) || /\.gift(\.txt)?$/i.test(name)) return hint ?? { format: 'gift' };
  const table = tableKind(text, name);
  if (table) return table;
  if (hint) return hint;
  if (clozeCodes(text).length > 0)
    return known(
      'moodle_cloze',
      'a text with embedded answers (Moodle cloze)',
      'Import it into Moodle and export it as Moodle XML.',
    );
  return isGift(text) ? { format: 'gift' } : null;
}

const RESULTS = /^(slot|quizattempt|testnumber)$|^sumgrades$/;

function tableKind(text: string, name: string): Recognised {
  const { head } = headOf(text);
  const cells = head.split(separatorOf(head)).map((one) => one.replace(/^"|"$/g, '').trim().toLowerCase());
  if (cells.length > 1 && cells.some((one) => RESULTS.test(one)))
    return known(
      'results',
      'a table of results or statistics of quizzes',
      'Results are imported beside their exercises, not as questions.',
    );
  if (isMoodleTable(cells)) return { format: 'csv' };
  const columns = cells.map(columnOf);
  const asks = columns.some((one) => one === 'stem' || one === 'text');
  if (cells.length > 1 && asks && columns.filter(Boolean).length > 1) return { format: 'csv' };
  if (/\.(csv|tsv)$/i.test(name))
    return known('table', 'a table without a column for the question', 'Name that column "stem" or "question".');
  return null;
}

/** Whether at least half of the pieces with braces are questions with answers, and one at least. */
function isGift(text: string): boolean {
  if (/^(---|#!|import |from |package )/.test(text)) return false;
  const pieces = splitGift(text).filter((one) => /(^|[^\\])\{/.test(one.text));
  const sound = pieces.filter((piece) => {
    const read = giftQuestion(piece);
    return read?.is === 'question' && (read.question.type !== 'shortanswer' || /\{\s*=/.test(piece.text));
  });
  return sound.length > 0 && sound.length * 2 >= pieces.length;
}
