import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { postRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import type { RealtimeAccess } from '../core/realtime.ts';
import type { realtimeRead } from '../reads/realtime.ts';

// Realtime announces and says nothing else: what is shown is always read (docs/decisions/139-realtime-announces.md).

const LOOK_EVERY_MS = 1_000;
/** While nothing that is shown can change by itself, or what changes is announced. */
const LOOK_IDLE_MS = 15_000;

/** Workspaces whose changes arrive by themselves just now. */
const joined = new Set<string>();

/** How soon to look again at what moves, or does not. */
export const lookAgainIn = (workspace: string, moves: boolean): number =>
  moves && !joined.has(workspace) ? LOOK_EVERY_MS : LOOK_IDLE_MS;

interface Pace {
  heartbeat_ms: number;
  /** How long to wait after the first fault, the second, and so on; the last one stays. */
  again_ms: readonly number[];
  /** Announcements of a busy workspace make nobody read more often than looking would. */
  gap_ms: number;
  /** The next page that shows jobs finds the line still open. */
  linger_ms: number;
}

const PACE: Pace = {
  heartbeat_ms: 25_000,
  again_ms: [2_000, 5_000, 10_000, 30_000],
  gap_ms: LOOK_EVERY_MS,
  linger_ms: 5_000,
};

/**
 * A token that ends sooner is asked for anew. The studio renews one 90 seconds before its end, so that asking gives another; and
 * three heartbeats are left for asking once more.
 */
const ENDS_SOON_MS = 85_000;

/** An install without Realtime is asked once a tab. */
let hasRealtime = true;

interface Kept {
  users: number;
  end(): void;
  leaving?: ReturnType<typeof setTimeout>;
}

const lines = new Map<string, Kept>();

/** Lets jobs on this page be read again as soon as they change, where the install has Realtime. Elsewhere looking again is all. */
export function useJobNews(workspace: string): void {
  const queries = useQueryClient();
  useEffect(() => hearOfJobs(queries, workspace), [queries, workspace]);
}

/** Keeps a line to Realtime open until the last one who asked for it has left; gives what leaves. */
export function hearOfJobs(queries: QueryClient, workspace: string, pace: Pace = PACE): () => void {
  if (!hasRealtime) return () => undefined;
  const line = lines.get(workspace) ?? { users: 0, end: stayInTouch(queries, workspace, pace) };
  lines.set(workspace, line);
  clearTimeout(line.leaving);
  line.users++;
  return () => {
    line.users--;
    if (line.users > 0) return;
    line.leaving = setTimeout(() => {
      line.end();
      lines.delete(workspace);
    }, pace.linger_ms);
  };
}

/** Joins while the page is seen, and again after each fault; meanwhile the page looks by itself. */
function stayInTouch(queries: QueryClient, workspace: string, pace: Pace): () => void {
  const tell = atMostEvery(pace.gap_ms, () => makeStale(queries, workspace, 'job', { until: 'jobs' }));
  const known = accessOf(workspace);
  let attempt = 0;
  let faults = 0;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let hangUp: () => void = () => undefined;

  const leave = () => {
    attempt++;
    clearTimeout(waiting);
    hangUp();
    hangUp = () => undefined;
    return joined.delete(workspace);
  };
  const start = async () => {
    leave();
    const mine = attempt;
    const lost = () => {
      if (mine !== attempt) return;
      known.forget();
      // Who looks now and then from here on has to begin with it now.
      if (leave()) tell();
      waiting = setTimeout(start, pace.again_ms[Math.min(faults++, pace.again_ms.length - 1)]);
    };
    try {
      const access = await known.get();
      if (access === null) {
        hasRealtime = false;
        return end();
      }
      const { join } = await import('./realtime-channel.ts');
      if (mine !== attempt) return;
      const token = async () => (await known.get())?.access_token ?? access.access_token;
      const close = await join(
        { access, token, heartbeat_ms: pace.heartbeat_ms },
        {
          onJoined: () => {
            faults = 0;
            joined.add(workspace);
            // What changed before was announced to nobody.
            tell();
          },
          onChange: tell,
          onLost: lost,
        },
      );
      if (mine === attempt) hangUp = close;
      else close();
    } catch {
      lost();
    }
  };
  const look = () => {
    if (document.visibilityState === 'hidden') return void leave();
    tell();
    void start();
  };
  const end = () => {
    leave();
    document.removeEventListener('visibilitychange', look);
  };
  document.addEventListener('visibilitychange', look);
  if (document.visibilityState !== 'hidden') void start();
  return end;
}

/** What Realtime is reached with, asked for anew before its token ends. */
function accessOf(workspace: string) {
  let known: { access: RealtimeAccess | null; until: number } | null = null;
  return {
    async get(): Promise<RealtimeAccess | null> {
      if (known && known.until - Date.now() > ENDS_SOON_MS) return known.access;
      const access = await unwrap(postRead<typeof realtimeRead>(workspace, 'realtime', {}, undefined));
      known = { access, until: Date.now() + (access?.expires_in ?? 0) * 1_000 };
      return access;
    },
    forget() {
      known = null;
    },
  };
}

/** Does something at once, and what is wanted meanwhile once more, when it is through and some time has passed. */
function atMostEvery(gap_ms: number, act: () => Promise<void>): () => void {
  let isBusy = false;
  let isWanted = false;
  const run = () => {
    isWanted = isBusy;
    if (isBusy) return;
    isBusy = true;
    const gap = new Promise((resolve) => setTimeout(resolve, gap_ms));
    void Promise.allSettled([act(), gap]).then(() => {
      isBusy = false;
      if (isWanted) run();
    });
  };
  return run;
}
