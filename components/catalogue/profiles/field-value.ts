import type { ProfileField } from '#lib/catalogue/core/profiles.ts';

type As = ProfileField['as'];

/** A value as a text field shows it. */
export function written(as: As, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (as === 'list') return listOf(value).join('\n');
  // 0.57 is 57 and not 56.99999999999999.
  if (as === 'share') return String(Number((Number(value) * 100).toPrecision(12)));
  return String(value);
}

/** A list, also where it came as JSON in a text. */
function listOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
}

/** What came as something else than a text goes back as it came. */
export function itemOf(line: string): unknown {
  if (!/^[[{]/.test(line)) return line;
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}

export type Read = { ok: true; value: unknown } | { ok: false; why: 'number' | 'whole' };

/** The inverse: what was typed as the database holds it. Nothing typed is no value. */
export function read(as: As, text: string): Read {
  if (text.trim() === '') return { ok: true, value: null };
  if (as === 'list') {
    const items = text.split('\n').map((one) => one.trim());
    return { ok: true, value: items.filter((one) => one !== '').map(itemOf) };
  }
  if (as === 'number') return readWhole(text.trim());
  if (as === 'decimal' || as === 'share') {
    const value = Number(text.replace(',', '.').replace(as === 'share' ? /\s*%\s*$/ : '', ''));
    if (!Number.isFinite(value)) return { ok: false, why: 'number' };
    return { ok: true, value: as === 'share' ? Number((value / 100).toPrecision(12)) : value };
  }
  return { ok: true, value: as === 'long' ? text : text.trim() };
}

// Groups of thousands as anybody writes them (12,000, 12.000, 12 000, 12’000), with the same sign between all of them.
const GROUPED = /^[+-]?\d{1,3}([,.'’\s])\d{3}(\1\d{3})*$/;

/** A whole number. One with a comma or a point that parts no thousands is not guessed at: 2,5 is neither 25 nor 2. */
function readWhole(text: string): Read {
  const digits = GROUPED.test(text) ? text.replace(/[,.'’\s]/g, '') : text;
  if (/^[+-]?\d+$/.test(digits)) return { ok: true, value: Number(digits) };
  return { ok: false, why: /^[+-]?[\d,.'’\s]*\d[\d,.'’\s]*$/.test(text) ? 'whole' : 'number' };
}

/** A value in a sentence. */
export function brief(value: unknown, nothing: string): string | null {
  if (value === null || value === undefined || value === '') return nothing;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= 40 && !text.includes('\n') ? `“${text}”` : null;
}
