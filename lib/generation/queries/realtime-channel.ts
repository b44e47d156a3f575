import { RealtimeClient } from '@supabase/realtime-js';
import type { RealtimeAccess } from '../core/realtime.ts';

// Loaded where an install has Realtime, and nowhere else: see realtime.ts.

export interface Heard {
  /** From now on changes arrive by themselves. */
  onJoined(): void;
  /** A job changed. Which one, and how, is read where everything is read. */
  onChange(): void;
  /** It is over, for whatever reason. Called once at most, and not for hanging up. */
  onLost(): void;
}

export interface Line {
  access: RealtimeAccess;
  /** A token that lasts beyond the next heartbeat; asked at each of them. */
  token(): Promise<string>;
  heartbeat_ms: number;
}

/**
 * Joins the channel of the jobs of a workspace, and gives what hangs up. Every fault ends it: what the library would try again by
 * itself it tries with the token it had, and a channel that was closed at the end of a token it never joins again.
 */
export async function join({ access, token, heartbeat_ms }: Line, heard: Heard): Promise<() => void> {
  const client = new RealtimeClient(access.address, {
    params: { apikey: access.key },
    accessToken: token,
    heartbeatIntervalMs: heartbeat_ms,
  });
  let isOver = false;
  const hangUp = () => {
    if (isOver) return;
    isOver = true;
    void client.disconnect();
  };
  const end = () => {
    if (isOver) return;
    hangUp();
    heard.onLost();
  };
  // Before joining: only then does the join carry the token, and row level security is that of the person.
  await client.setAuth();
  client
    .channel(`jobs:${access.workspace_id}`, { config: { postgres_changes_options: { wait: true } } })
    .on(
      'postgres_changes',
      {
        event: '*',
        schema: 'public',
        table: 'flow_runs',
        filter: `workspace_id=eq.${access.workspace_id}`,
        select: ['id', 'workspace_id'],
      },
      () => !isOver && heard.onChange(),
    )
    .on('system', {}, ({ status }: { status?: string }) => status === 'error' && end())
    .subscribe((status) => {
      if (isOver) return;
      if (status === 'SUBSCRIBED') heard.onJoined();
      else end();
    });
  return hangUp;
}
