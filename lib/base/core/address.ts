/**
 * Whether what a request asks for can be read as text: every `%` is part of valid UTF-8, and none is NUL, which no text in the
 * database holds. The query counts for the APIs alone: a page does not mind what somebody hung behind its address.
 */
export function isReadableUrl(url: string): boolean {
  const end = url.search(/[?#]/);
  const path = end < 0 ? url : url.slice(0, end);
  return isText(path) && (!/^\/(api|assets)\//.test(path) || isText(url.slice(path.length)));
}

function isText(encoded: string): boolean {
  try {
    return !decodeURIComponent(encoded).includes('\0');
  } catch {
    return false;
  }
}
