/** Where the first element of XML begins, and where its document type, if it has one. Read in one pass, whatever is broken in it. */
export function prologOf(source: string): { element: number; doctype: number | null } {
  let at = 0;
  let doctype: number | null = null;
  for (;;) {
    while (at < source.length && /[\s\uFEFF]/.test(source[at] ?? '')) at++;
    const end = source.startsWith('<?', at)
      ? endOf(source, '?>', at)
      : source.startsWith('<!--', at)
        ? endOf(source, '-->', at)
        : /^<!doctype/i.test(source.slice(at, at + 9))
          ? doctypeEnd(source, at)
          : null;
    if (end === null) return { element: at, doctype };
    if (source[at + 1] === '!' && source[at + 2] !== '-') doctype ??= at;
    at = end;
  }
}

function endOf(source: string, sign: string, from: number): number {
  const end = source.indexOf(sign, from);
  return end < 0 ? source.length : end + sign.length;
}

/** Behind the `>` that ends a document type, which may hold declarations in brackets. */
function doctypeEnd(source: string, from: number): number {
  let depth = 0;
  for (let at = from; at < source.length; at++) {
    if (source[at] === '[') depth++;
    else if (source[at] === ']') depth--;
    else if (source[at] === '>' && depth <= 0) return at + 1;
  }
  return source.length;
}
