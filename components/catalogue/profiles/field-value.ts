import type { PerformanceEntry } from '#lib/catalogue/core/performance.ts';
import type { ProfileField } from '#lib/catalogue/core/profiles.ts';

type As = ProfileField['as'];

/** A value as a text field shows it. */
export function written(as: As, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (as === 'list') return listOf(value).join('\n');
  return String(value);
}

/** A list, also where it came as JSON in a text. */
function listOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
  return [String(value)];
}

/** What came as something else than a text goes back as it came. */
export function itemOf(line: string): PerformanceEntry {
  if (!/^[[{]/.test(line)) return line;
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}

export type Read = { ok: true; value: unknown } | { ok: false; why: 'number' };

/** The inverse: what was typed as the database holds it. Nothing typed is no value. */
export function read(as: As, text: string): Read {
  if (text.trim() === '') return { ok: true, value: null };
  if (as === 'list') {
    const items = text.split('\n').map((one) => one.trim());
    return { ok: true, value: items.filter((one) => one !== '').map(itemOf) };
  }
  if (as === 'number') {
    const value = Number(text.replace(',', '.'));
    return Number.isFinite(value) ? { ok: true, value } : { ok: false, why: 'number' };
  }
  return { ok: true, value: as === 'long' ? text : text.trim() };
}

/** A value in a sentence. */
export function brief(value: unknown, nothing: string): string | null {
  if (value === null || value === undefined || value === '') return nothing;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= 40 && !text.includes('\n') ? `“${text}”` : null;
}
