/** How the browser hears from Realtime that jobs of a workspace changed. */
export interface RealtimeAccess {
  /** Where Realtime is, as a WebSocket address. */
  address: string;
  /** The publishable key of the project. */
  key: string;
  /** Of the person who is signed in; it ends, and nothing can be renewed with it. */
  access_token: string;
  /** How long the token still lasts, in seconds: clocks of browsers are often wrong. */
  expires_in: number;
  workspace_id: string;
}
