import pg from 'pg';
import { listenTo } from '../data/work.ts';

const AGAIN_AFTER_MS = 2_000;

/** Listens to a channel and goes on listening when the connection breaks; what was missed meanwhile is told at once, with no payload. */
export function startListener(connectionString: string, channel: string, onNews: (payload: string | null) => void) {
  let client: pg.Client | null = null;
  let again: NodeJS.Timeout | null = null;
  let isOver = false;
  const open = async () => {
    const next = new pg.Client({ connectionString, application_name: 'trailwright tasks', keepAlive: true });
    next.on('error', () => undefined);
    next.on('notification', ({ payload }) => onNews(payload ?? null));
    next.on('end', () => {
      if (client === next) client = null;
      if (!isOver) again = setTimeout(() => void open(), AGAIN_AFTER_MS);
    });
    client = next;
    try {
      await next.connect();
      await listenTo(next, channel);
      onNews(null);
    } catch {
      await next.end().catch(() => undefined);
    }
  };
  void open();
  return {
    stop: async () => {
      isOver = true;
      if (again) clearTimeout(again);
      await client?.end().catch(() => undefined);
    },
  };
}
