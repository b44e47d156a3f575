const RIGHT_TO_LEFT = /^(ar|ckb|dv|fa|he|ku|ps|sd|ug|ur|yi)\b/;

/**
 * The locale for dates and numbers, from the Accept-Language header. The studio itself is laid out left to right, so
 * a locale that runs the other way is passed over: the controls would mirror their arrows, not their places.
 */
export function readerLocale(acceptLanguage: string | null | undefined): string {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.trim().split(/\s*;\s*q=/);
      return { tag, weight: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, weight }) => tag !== '' && tag !== '*' && weight > 0)
    .sort((one, other) => other.weight - one.weight);
  for (const { tag } of wanted) {
    try {
      const [locale] = Intl.getCanonicalLocales(tag);
      if (locale && !RIGHT_TO_LEFT.test(locale) && Intl.DateTimeFormat.supportedLocalesOf(locale).length > 0)
        return locale;
    } catch {
      // Not a language tag; the next one may be.
    }
  }
  return 'en';
}
