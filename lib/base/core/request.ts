/** What `proxy.ts` says of a request whose session it has renewed: its answer carries the cookies, so nobody may keep it. */
export const RENEWED_HEADER = 'x-session-renewed';

/** Whether a page of the studio sent this. A cookie says who, not that they meant it: another site could send a request. */
export function isSameOrigin(headers: Headers): boolean {
  const origin = headers.get('origin');
  return origin !== null && URL.canParse(origin) && new URL(origin).host === headers.get('host');
}
