// Points, marks and times as tables and statements write them.

const RIGHT = new Set(
  'true yes right correct passed 1 t y x ✓ richtig wahr ja korrekt bestanden correcto correcta verdadero sí si correcte juste vrai oui صحيح نعم'.split(
    ' ',
  ),
);
const WRONG = new Set(
  'false no wrong incorrect failed 0 f n ✗ falsch nein inkorrekt incorrecto incorrecta falso incorrecte faux non خطأ لا'.split(
    ' ',
  ),
);

/** Words that are no answers themselves, as `true` or `falsch` may be. */
const MARKS = new Set(
  'right correct passed ✓ korrekt bestanden correcto correcta correcte wrong incorrect failed ✗ inkorrekt incorrecto incorrecta incorrecte'.split(
    ' ',
  ),
);

/** What platforms write where nothing was answered. */
export const UNANSWERED = '-';

/** Whether a word says right (1) or wrong (0); null for any other. */
export function rightOf(word: string): 0 | 1 | null {
  const plain = word.trim().toLowerCase();
  return RIGHT.has(plain) ? 1 : WRONG.has(plain) ? 0 : null;
}

/** The score that a cell gives as points or by a word that can be nothing else; null where it may be an answer. */
export function markOf(text: string): number | null {
  return shareOf(text, null) ?? (MARKS.has(text.trim().toLowerCase()) ? rightOf(text) : null);
}

/** A number with a point or a comma before its decimals; null where it is none. */
export function numberOf(text: string): number | null {
  const plain = text
    .trim()
    .replace(/[\u00a0\u202f\s]/g, '')
    .replace(/\u2212/g, '-')
    .replace(',', '.');
  const number = /^-?(\d+\.?\d*|\.\d+)(e-?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN;
  // 1e999 is written as a number and is none.
  return Number.isFinite(number) ? number : null;
}

/** Points as a share of the most there are: `0,5`, `50 %`, `1/2`. null where they are not from 0 to the most. */
export function shareOf(text: string, most: number | null): number | null {
  const [, part, whole] = /^([^/]+)\/([^/]+)$/.exec(text.trim()) ?? [];
  if (part !== undefined && whole !== undefined) return shareOf(part, numberOf(whole) ?? 0);
  const isPercent = text.trim().endsWith('%');
  const points = numberOf(isPercent ? text.trim().slice(0, -1) : text);
  const of = isPercent ? 100 : (most ?? 1);
  if (points === null || of <= 0) return null;
  const share = points / of;
  return share >= 0 && share <= 1 + 1e-9 ? Math.min(1, share) : null;
}

/** The order of day and month in dates with slashes. */
export type DateOrder = 'day_first' | 'month_first';

const TIME = String.raw`(?:[T,\s]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?`;
const YEAR_FIRST = new RegExp(`^(\\d{4})[-./](\\d{1,2})[-./](\\d{1,2})${TIME}$`, 'i');
const YEAR_LAST = new RegExp(`^(\\d{1,2})([-./])(\\d{1,2})[-./](\\d{4})${TIME}$`, 'i');

/** A point in time as ISO 8601; null where it is none. Without a zone it is taken as UTC. */
export function timeOf(text: string, order: DateOrder = 'day_first'): string | null {
  const plain = text.trim();
  if (/^\d{10}$/.test(plain)) return isoOf(Number(plain) * 1000);
  if (/^\d{13}$/.test(plain)) return isoOf(Number(plain));
  const first = YEAR_FIRST.exec(plain);
  if (first) {
    const [, year, month, day, ...clock] = first;
    return pointOf([year, month, day], clock);
  }
  const last = YEAR_LAST.exec(plain);
  if (!last) return null;
  const [, one, sign, other, year, ...clock] = last;
  // With points the day is first wherever they are used.
  const isDayFirst = sign !== '/' || order === 'day_first';
  return pointOf([year, isDayFirst ? other : one, isDayFirst ? one : other], clock);
}

/** Month first where a date of the column can be nothing else; day first otherwise. */
export function dateOrder(cells: Iterable<string>): DateOrder {
  for (const cell of cells) {
    const [, one, other] = /^\s*(\d{1,2})\/(\d{1,2})\/\d{4}/.exec(cell) ?? [];
    if (Number(one) > 12) return 'day_first';
    if (Number(other) > 12) return 'month_first';
  }
  return 'day_first';
}

type Parts = readonly (string | undefined)[];

function pointOf([year, month, day]: Parts, [hour, minute, second, half, zone]: Parts): string | null {
  const date = [Number(year), Number(month), Number(day)] as const;
  const isAfternoon = /^p/i.test(half ?? '');
  const hours = half ? (Number(hour) % 12) + (isAfternoon ? 12 : 0) : Number(hour ?? 0);
  const [minutes, seconds] = [Number(minute ?? 0), Number(second ?? 0)];
  const utc = Date.UTC(date[0], date[1] - 1, date[2], hours, minutes, seconds);
  // 31 February would become the third of March.
  if (new Date(utc).getUTCMonth() !== date[1] - 1 || hours > 23 || minutes > 59 || seconds > 60) return null;
  const [, sign, zoneHours, zoneMinutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '') ?? [];
  const offset = sign ? (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === '-' ? -1 : 1) : 0;
  return isoOf(utc - offset * 60_000);
}

const EARLIEST = Date.UTC(1990, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

const isoOf = (ms: number) => (ms >= EARLIEST && ms < LATEST ? new Date(ms).toISOString() : null);
