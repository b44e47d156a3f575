/** The one shape of a slug: lowercase letters, digits and single hyphens between them. */
export const SLUG_PATTERN = /^[a-z0-9]+(-[a-z0-9]+)*$/;

// Letters that Unicode decomposition leaves alone, as a German, Dane or Pole would write them in ASCII.
const TRANSLITERATIONS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
};

/**
 * Suggests a slug for a title: accents are transliterated, other characters dropped, spaces and underscores become
 * hyphens, hyphens are collapsed and trimmed. A title without a single usable character gives the fallback.
 */
export function suggestSlug(title: string, fallback = 'untitled'): string {
  const slug = title
    .toLowerCase()
    .replace(/[ßæœøđðþłħıŋ]/g, (letter) => TRANSLITERATIONS[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9\s_-]/g, '')
    .replace(/[\s_]+/g, '-')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '');
  return slug || fallback;
}
