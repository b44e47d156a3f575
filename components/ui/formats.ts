/** What makes writers of numbers and dates; each takes the browser some tenth of a millisecond to make, and a list shows hundreds. */
const made = new Map<string, unknown>();

function kept<Format>(name: string, locale: string, options: object, make: () => Format): Format {
  const key = `${name} ${locale} ${JSON.stringify(options)}`;
  if (!made.has(key)) made.set(key, make());
  return made.get(key) as Format;
}

/** A writer of numbers, made once for a locale and its options. */
export const numberFormat = (locale: string, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat =>
  kept('number', locale, options, () => new Intl.NumberFormat(locale, options));

/** A writer of dates and times, made once for a locale and its options. */
export const dateFormat = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  kept('date', locale, options, () => new Intl.DateTimeFormat(locale, options));

/** A writer of "3 minutes ago", made once for a locale. */
export const agoFormat = (locale: string): Intl.RelativeTimeFormat =>
  kept('ago', locale, {}, () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
