import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** A join as the server saw it. */
export interface Joined {
  topic: string;
  access_token: string;
  /** What is listened to. */
  changes: { table: string; filter: string; select?: string[] }[];
}

export interface RealtimeServer {
  /** As STUDIO_REALTIME_URL says it. */
  url: string;
  port: number;
  joins: Joined[];
  /** Tokens that came while a channel was joined. */
  renewals: string[];
  connections: () => number;
  /** Tells all who listen that a row changed. */
  announce: () => void;
  /** Ends channels as the real one does at the end of a token: nobody joins again by themselves. */
  closeChannels: () => void;
  /** Says that it cannot listen to the database. */
  breakDown: () => void;
  /** What a join is refused with, until null. */
  refuseWith: (reason: string | null) => void;
  stop: () => Promise<void>;
}

type Message = [join_ref: string | null, ref: string | null, topic: string, event: string, payload: unknown];
interface JoinPayload {
  access_token?: string;
  config?: { postgres_changes?: Joined['changes'] };
}

/** As much of Supabase Realtime as listening to changes of a table needs: Phoenix messages, written as lists or as objects. */
export async function startRealtimeServer(port = 0): Promise<RealtimeServer> {
  const server = new WebSocketServer({ port, host: '127.0.0.1' });
  await once(server, 'listening');
  const joins: Joined[] = [];
  const renewals: string[] = [];
  const channels = new Map<WebSocket, { join_ref: string | null; topic: string; send: (message: Message) => void }>();
  let refusal: string | null = null;

  server.on('connection', (socket, request) => {
    const isList = new URL(request.url ?? '', 'http://x').searchParams.get('vsn') === '2.0.0';
    const send = (message: Message) => socket.send(JSON.stringify(isList ? message : asObject(message)));
    socket.on('close', () => channels.delete(socket));
    socket.on('message', (data) => {
      const [join_ref, ref, topic, event, payload] = read(String(data));
      const reply = (status: 'ok' | 'error', response: object) =>
        send([join_ref, ref, topic, 'phx_reply', { status, response }]);
      if (event === 'access_token') renewals.push(tokenIn(payload));
      if (event === 'heartbeat' || event === 'phx_leave') reply('ok', {});
      if (event !== 'phx_join') return;
      const changes = (payload as JoinPayload).config?.postgres_changes ?? [];
      joins.push({ topic, access_token: tokenIn(payload), changes });
      if (refusal !== null) return reply('error', { reason: refusal });
      channels.set(socket, { join_ref, topic, send });
      reply('ok', { postgres_changes: changes.map((one, nth) => ({ ...one, id: nth + 1 })) });
    });
  });

  const toAll = (event: string, payload: object) => {
    for (const { join_ref, topic, send } of channels.values()) send([join_ref, null, topic, event, payload]);
  };
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}/realtime/v1`,
    port: taken,
    joins,
    renewals,
    connections: () => server.clients.size,
    announce: () => toAll('postgres_changes', { ids: [1], data: CHANGE }),
    closeChannels: () => {
      toAll('phx_close', {});
      channels.clear();
    },
    breakDown: () => toAll('system', { status: 'error', extension: 'postgres_changes', message: 'Unable to listen' }),
    refuseWith: (reason) => {
      refusal = reason;
    },
    stop: async () => {
      for (const socket of server.clients) socket.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}

const CHANGE = {
  type: 'UPDATE',
  schema: 'public',
  table: 'flow_runs',
  commit_timestamp: '2026-11-30T12:00:00Z',
  columns: [],
  record: {},
  old_record: {},
  errors: null,
};

const tokenIn = (payload: unknown) => (payload as JoinPayload).access_token ?? '';

const asObject = ([join_ref, ref, topic, event, payload]: Message) => ({ join_ref, ref, topic, event, payload });

function read(text: string): Message {
  const said = JSON.parse(text) as Message | ReturnType<typeof asObject>;
  return Array.isArray(said) ? said : [said.join_ref, said.ref, said.topic, said.event, said.payload];
}
