const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0' };

/** What HTML from `renderExercise` says without its marks, for menus and names of controls. The source of a formula is left out. */
export function plainText(html: string): string {
  return html
    .replace(/<annotation\b.*?<\/annotation>/gsu, '')
    .replace(/<img\b[^>]*?\balt="([^"]*)"[^>]*>/gu, ' $1 ')
    .replace(/<[^<>"']*(?:"[^"]*"[^<>"']*)*>/gu, (tag) => (/^<\/?(p|li|br|div|pre|tr|td|th)\b/.test(tag) ? ' ' : ''))
    .replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/giu, (whole, hex?: string, decimal?: string, name?: string) => {
      if (name) return NAMED[name] ?? whole;
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .replace(/\s+/gu, ' ')
    .trim();
}
