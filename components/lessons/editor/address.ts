// Lessons come from anybody. What is not plainly an address is shown as words and leads nowhere.

/** An address that a link of the editor may have, or null. */
export function safeAddress(href: unknown): string | null {
  if (typeof href !== 'string') return null;
  const known = /^\s*([a-z][a-z0-9+.-]*):/i.exec(href)?.[1]?.toLowerCase();
  return known === undefined || /^(https?|mailto|tel)$/.test(known) ? href : null;
}

/** An address that a link of a lesson may lead to, or null: other sparks are such, too. */
export function safeLink(href: string): string | null {
  return /^spark:[^\s]+$/i.test(href) ? href : safeAddress(href);
}

/** An address that a picture may be fetched from, or null. */
export function safePicture(src: unknown): string | null {
  if (typeof src !== 'string' || src === '') return null;
  return /^data:image\/(png|jpeg|gif|webp|avif);/i.test(src) ? src : /^(https?:|[^:]*$|[./?#])/i.test(src) ? src : null;
}
