import { type Decimal, readDecimal } from './decimal.ts';
import { plainDigits, withoutMarks } from './marking-text.ts';

/** What a learner has typed where a number is asked for. */
export type ReadNumber =
  | { is: 'number'; value: Decimal; unit: string }
  /** `1,234`: the whole number first, then the one with decimals. */
  | { is: 'ambiguous'; readings: [Decimal, Decimal]; unit: string }
  | { is: 'none' };

export type DecimalSign = '.' | ',' | '٫';

const LONGEST = 200;

// Languages that write 1,5 for one and a half, as CLDR lists them, and the places that do otherwise. A table of our own, so that an
// answer is marked alike in every browser and on the server, whatever languages each of them knows.
const WITH_COMMA = new Set(
  'af az be bg bs ca cs da de el es et eu fi fo fr gl hr hu hy id is it ka kk ky lb lt lv mk mn nb nl nn no pl pt ro ru sk sl sq sr sv tg tk tr tt uk uz vi'.split(
    ' ',
  ),
);
const WITH_POINT = /^(de-(ch|li)|it-ch|es-(do|gt|hn|mx|ni|pa|pe|pr|sv|us|419)|az-arab|uz-arab|pa-arab)\b/;
const WITH_ARABIC_SIGN = /^(ar|ckb|fa|ps|ur-in|ks|sd)\b(?!-(ae|dz|eh|ly|ma|tn)\b)/;

/** How a language writes decimals; null where the language is not known. */
export function decimalSign(language: string): DecimalSign | null {
  const tag = language.trim().toLowerCase().replaceAll('_', '-');
  if (tag === '') return null;
  if (WITH_ARABIC_SIGN.test(tag)) return '٫';
  if (WITH_POINT.test(tag)) return '.';
  return WITH_COMMA.has(tag.split('-')[0] ?? '') ? ',' : '.';
}

const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const RAISED = /[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/gu;

/** One spelling for signs, blanks, digits and powers that look different and mean the same. */
function levelled(text: string): string {
  const powers = text.replace(RAISED, (run) => {
    const sign = run.startsWith('⁻') ? '-' : '';
    return `^${sign}${run.replace(/[⁺⁻]/u, '').replace(/./gu, (one) => String(SUPERSCRIPT.indexOf(one)))}`;
  });
  return plainDigits(withoutMarks(powers.normalize('NFKC')))
    .replace(/[−‐‑‒–﹣]/gu, '-')
    .replace(/[’ʼ′`´]/gu, "'")
    .replaceAll('،', ',')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^(?:\p{L}+ ?)?[=≈~] ?/u, '');
}

// A number with what stands before and behind it: 1.5, € 5, 5 kg, 1.5×10^3, 10^3, 2e-4.
const NUMBER =
  /^(?<before>[^\d+.,٫-]*?) ?(?<sign>[+-]?) ?(?:10\^(?<alone>[+-]?\d{1,4})(?![\d.,])|(?<body>[.,٫]?\d(?:[\d.,٫٬' ]*\d)?[.,٫]?)(?: ?[x×*·⋅] ?10 ?\^ ?\(?(?<power>[+-]?\d{1,4})\)?|e(?<exponent>[+-]?\d{1,4}))?)(?<behind>(?![\d.,]).*)$/iu;

// What may be a unit; `1/2` is no number with a unit, and nothing that could be taken for one.
const UNIT = /^(?:$|[\p{L}\p{Sc}%‰°'"(]|\/ ?\p{L})/u;

/**
 * Reads what a learner typed by the content's language. Its own decimal sign is taken for what it is. A lone `,` or `.` that is not, with
 * exactly three digits behind it, may stand for thousands or for decimals; that is never guessed.
 */
export function readNumber(text: string, language: string): ReadNumber {
  if (text.length > LONGEST) return { is: 'none' };
  const groups = NUMBER.exec(levelled(text))?.groups;
  if (!groups) return { is: 'none' };
  const { before = '', sign = '', alone, body = '', power, exponent, behind = '' } = groups;
  const unit = `${before}${behind}`.trim();
  if (!UNIT.test(unit)) return { is: 'none' };
  const end = `e${alone ?? power ?? exponent ?? '0'}`;
  const readings = alone === undefined ? readBody(body, decimalSign(language)) : ['1'];
  const values = readings.map((one) => readDecimal(`${sign}${one}${end}`));
  const [first, second] = values;
  if (!first || second === null) return { is: 'none' };
  return second ? { is: 'ambiguous', readings: [first, second], unit } : { is: 'number', value: first, unit };
}

const count = (text: string, sign: string) => text.split(sign).length - 1;

/** The readings of digits with signs between them, as plain decimals; none where they are no number, two where it may be either. */
function readBody(written: string, own: DecimalSign | null): string[] {
  // A point or comma at the very end closes the sentence.
  const body = written.replace(/(?<=\d)[.,٫]$/u, '');
  if (body.includes('٫')) return count(body, '٫') === 1 ? split(body, '٫') : [];
  const [points, commas] = [count(body, '.'), count(body, ',')];
  if (points > 0 && commas > 0) {
    const last = body.lastIndexOf('.') > body.lastIndexOf(',') ? '.' : ',';
    return count(body, last) === 1 ? split(body, last) : [];
  }
  const sign = points > 0 ? '.' : ',';
  if (points + commas === 0) return whole(body);
  if (points + commas > 1) return whole(body);
  const hasGroups = /[٬' ]/u.test(body);
  if (hasGroups || sign === own || !/^[1-9]\d{0,2}[.,]\d{3}$/.test(body)) return split(body, sign);
  return [...whole(body), ...split(body, sign)];
}

/** Whole part and decimals around a sign that is known to part them. */
function split(body: string, sign: string): string[] {
  const [left = '', right = ''] = body.split(sign);
  if (!/^\d+$/.test(right)) return [];
  if (left === '') return [`0.${right}`];
  return whole(left).map((digits) => `${digits}.${right}`);
}

// 1 234 567, and 12,34,567 as India groups; one sign throughout.
const GROUPED = /^[1-9]\d{0,2}(?:(?<sign>[.,٬' ])\d{3})(?:\k<sign>\d{3})*$/u;
const GROUPED_BY_TWO = /^[1-9]\d?(?:(?<sign>[,٬ ])\d{2})(?:\k<sign>\d{2})*\k<sign>\d{3}$/u;

function whole(body: string): string[] {
  if (/^\d+$/.test(body)) return [body];
  return GROUPED.test(body) || GROUPED_BY_TWO.test(body) ? [body.replace(/\D/gu, '')] : [];
}

/**
 * What two spellings of one unit have in common: no blanks, one multiplication sign, powers without their sign. Case counts only where it
 * tells milli from mega.
 */
export function unitKey(unit: string): string {
  const bare = withoutMarks(unit.normalize('NFKC')).replace(/[\s^.·⋅*×]/gu, '');
  return bare.length <= 3 && /^m./i.test(bare) ? bare.charAt(0) + bare.slice(1).toLowerCase() : bare.toLowerCase();
}
