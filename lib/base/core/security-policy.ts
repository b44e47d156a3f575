export interface PolicyOf {
  /** Where Realtime is, if the install has it: the one address elsewhere that scripts may speak to. */
  realtimeUrl: string | null;
  isDevelopment: boolean;
}

/** What a page of the studio may load and run: scripts with its nonce, or loaded by one. */
export function contentSecurityPolicy(nonce: string, { realtimeUrl, isDevelopment }: PolicyOf): string {
  const connect = ["'self'", ...(realtimeUrl ? [`${realtimeUrl}/websocket`] : []), ...(isDevelopment ? ['ws:'] : [])];
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    // Formulas and floating panels are placed by style attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' https: http: data: blob:",
    // Recordings of lessons are where the files of other systems say they are.
    "media-src 'self' https: http:",
    "font-src 'self' data:",
    `connect-src ${connect.join(' ')}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
