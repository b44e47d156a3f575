import { type StoredThread, threadsJson } from '#lib/comments/core/thread.ts';
import { type Notifications, notificationsJson } from '#lib/notifications/core/notification.ts';
import { value } from './authoring.ts';
import { proposing } from './proposing.ts';

export interface Started {
  thread_id: string;
  comment_id: string;
}

/** A team that talks about lessons and drafts, and what each of it is told. */
export function talking() {
  const base = proposing();
  const { db, here, who } = base;
  const as = <T>(person: string, name: string, ...args: unknown[]) =>
    db.commitAsPerson(person, (sql) =>
      value<T>(sql, `select public.${name}(${['$1', ...args.map((_, at) => `$${at + 2}`)].join(', ')})`, [
        here.workspace,
        ...args,
      ]),
    );
  const start = (of: object, body = 'Why?', more: object = {}, person = who.editor) =>
    as<Started>(person, 'start_thread', JSON.stringify({ ...of, quote: 'the words', at: 0, body, ...more }));
  const say = (thread: string, body: string, mentions: string[] = [], person = who.editor) =>
    as<string>(person, 'add_comment', thread, body, mentions);
  const threads = async (spark: string | null, proposal: string | null = null): Promise<StoredThread[]> =>
    threadsJson.parse(await as(who.reviewer, 'read_threads', spark, proposal));
  const told = async (person: string, show = 'all'): Promise<Notifications> =>
    notificationsJson.parse(await as(person, 'read_notifications', show));
  const lines = async (person: string) =>
    (await told(person)).items.map(({ kind, about, total }) => [kind, about.kind, total]);
  return { ...base, as, start, say, threads, told, lines };
}
