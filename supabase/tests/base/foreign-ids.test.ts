import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { twoWorkspaces } from '../support/access-fixture.ts';
import { attempt, list, type Sql, value } from '../support/authoring.ts';

// Every function that a role may call, as the catalogue of the database lists them, with ids of another workspace in every place
// where an id goes. Whoever calls must learn nothing of it, not even that it is there, and change nothing in it.

const { db, here, there } = twoWorkspaces();

/**
 * Given a snapshot or a change set alone, these say TW004 where there is none and 42501 where it is not the caller's. Its id is 122
 * random bits, and nobody but members was ever told it.
 */
const BY_ID_ALONE = [
  'count_differences',
  'delete_draft_snapshot',
  'diff_snapshots',
  'promote_snapshot',
  'purge_trash',
  'set_snapshot_pin',
  'undo_change_set',
  'verify_snapshot',
];

/**
 * All of it is over 10,000 calls and takes minutes, so a run tries a tenth: other functions with other rows each day, the same all day
 * and on every machine. `FOREIGN_IDS=all` tries everything.
 */
const IS_WHOLE = process.env.FOREIGN_IDS === 'all';
const TODAY = Math.floor(Date.now() / 86_400_000);
const isToday = (place: number) => IS_WHOLE || (place + TODAY) % 10 === 0;

interface Foreign {
  what: string;
  kind: string | null;
  id: string;
}
interface Parameter {
  name: string;
  type: string;
  labels: string[] | null;
}
interface Callable {
  name: string;
  parameters: Parameter[];
  anon: boolean;
}

let foreign: Foreign[];
let secrets: string[];
let functions: Callable[];
/** Ids of rows here, by kind: right where there is a second one. */
let own: Map<string | null, string>;
let unchanged: string;
let tables: string[];

beforeAll(async () => {
  const kinds = await list<{ kind: string; table_name: string }>(
    db.owner,
    'select k.kind::text, k.table_name::text from private.kinds k order by k.kind',
  );
  const idsOf = async (workspace: string, most: number) => {
    const found: Foreign[] = [];
    for (const { kind, table_name } of kinds) {
      const ids = await list<{ id: string }>(
        db.owner,
        `select t.id from public.${table_name} t where t.workspace_id = $1 order by t.created_at, t.id limit ${most}`,
        [workspace],
      );
      found.push(...ids.map(({ id }, nth) => ({ what: `${kind} ${nth}`, kind, id })));
    }
    return found;
  };
  foreign = (await idsOf(there.workspace, 2)).filter(({ what }) => / 0$|^(spark|concept) 1$/.test(what));
  own = new Map((await idsOf(here.workspace, 1)).map(({ kind, id }) => [kind, id]));
  own.set(null, here.current);
  const single = {
    ...there.imports,
    person: there.person,
    draft: there.draft,
    ready: there.ready,
    current: there.current,
  };
  for (const [what, id] of Object.entries({ ...single, archived: there.archived, trashed: there.trashed }))
    foreign.push({ what, kind: null, id });
  tables = (
    await list<{ name: string }>(
      db.owner,
      `select c.relname::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
    )
  ).map(({ name }) => name);
  // Everything of theirs that has a slug or an id of its own.
  const rows = await Promise.all(
    tables.map((table) =>
      list<{ row: Record<string, unknown> }>(
        db.owner,
        `select to_jsonb(t) as row from public.${table} t where workspace_id = $1`,
        [there.workspace],
      ),
    ),
  );
  const texts = rows.flat().flatMap(({ row }) => [row.slug, row.id]);
  secrets = [...new Set(texts.filter((text): text is string => typeof text === 'string'))];
  unchanged = await stateOf(db.owner);
  functions = await list<Callable>(
    db.owner,
    `select p.proname::text as name, has_function_privilege('anon', p.oid, 'execute') as anon, (
       select coalesce(json_agg(json_build_object('name', p.proargnames[a.nth], 'type', format_type(a.type, null),
         'labels', (select json_agg(e.enumlabel) from pg_enum e where e.enumtypid = a.type)) order by a.nth), '[]')
       from unnest(p.proargtypes::oid[]) with ordinality a (type, nth)) as parameters
     from pg_proc p where p.pronamespace = 'public'::regnamespace
       and (has_function_privilege('anon', p.oid, 'execute') or has_function_privilege('authenticated', p.oid, 'execute')) order by 1`,
  );
});

/** All of the other workspace, in one number. */
async function stateOf(sql: Sql): Promise<string> {
  const parts = tables.map(
    (table) =>
      `select '${table}' as name, md5(coalesce(string_agg(t::text, e'\\n' order by t::text), '')) as sum from public.${table} t where workspace_id = '${there.workspace}'`,
  );
  return value<string>(
    sql,
    `select string_agg(s.name || s.sum, ' ' order by s.name) from (${parts.join(' union all ')}) s`,
  );
}

/** JSON that functions take, with ids wherever they take any. */
const documents = (kind: string, id: string, second: string): unknown[] => [
  [{ kind, id }],
  [[id, 1, 2]],
  [
    {
      op: 'add',
      action: 'add',
      id,
      source_id: id,
      target_id: second,
      source: id,
      target: second,
      link_type: 'related',
    },
  ],
  [{ id, parent_id: second, order: [id, second], ids: [id], block: 'x' }],
  {
    [id]: second,
    slug: 'tried',
    title: 'Tried',
    name: 'Tried',
    domain_id: id,
    trail_id: id,
    concept_id: id,
    is_published: true,
  },
];

/** A value for a parameter: ids where ids go, else something that is right for many. */
function fill({ name, type, labels }: Parameter, it: Call): unknown {
  if (name === 'p_workspace' && type === 'uuid') return it.workspace;
  if (type === 'uuid') return it.ids[it.next++ % it.ids.length];
  if (type === 'uuid[]') return it.ids;
  if (type === 'jsonb') return JSON.stringify(it.document);
  if (labels) return labels.includes(it.kind) ? it.kind : labels[0];
  if (type.endsWith('[]') || /hash|key_hash/.test(name) || name === 'p_digests') return null;
  if (type === 'boolean') return true;
  if (/int|real|numeric|double/.test(type)) return 1;
  if (type === 'text') return /slug/.test(name) ? `tried-${it.salt}` : 'tried';
  return null;
}

interface Call {
  workspace: string;
  ids: string[];
  kind: string;
  document: unknown;
  salt: string;
  next: number;
}

/** Ways to put an id: alone, at both ends, after one's own and before it; each with every document if there is one. */
function* callsWith(
  callable: Callable,
  one: Foreign,
  id: string,
  other: string,
): Generator<{ values: unknown[]; how: string }> {
  const kind = one.kind ?? 'spark';
  const mine = own.get(one.kind) ?? here.sparks[0];
  const takes = (type: string) => callable.parameters.some((parameter) => parameter.type === type);
  const workspaces = callable.parameters.some(({ name }) => name === 'p_workspace') ? [here.workspace] : [''];
  const pairs = [[id], [id, other], [mine, id], [id, mine]].slice(0, takes('uuid') || takes('uuid[]') ? 4 : 1);
  for (const workspace of workspaces)
    for (const ids of pairs)
      for (const document of takes('jsonb') ? documents(kind, id, ids[1] ?? id) : [null]) {
        const call: Call = { workspace, ids, kind, document, salt: randomUUID().slice(0, 8), next: 0 };
        const how = `${one.what}, ${pairs.indexOf(ids)}, ${JSON.stringify(document)?.slice(0, 60)}`;
        yield { values: callable.parameters.map((parameter) => fill(parameter, call)), how };
      }
}

/** What a caller learns, without the ids that the question held. */
async function answerTo(
  sql: Sql,
  callable: Callable,
  values: unknown[],
): Promise<{ code: string | null; text: string }> {
  await sql.query('savepoint call');
  const casts = callable.parameters.map(
    ({ type }, at) => `$${at + 1}::${/^[a-z]+$|\[\]| /.test(type) ? type : `public.${type.replace('public.', '')}`}`,
  );
  const said = await attempt(
    sql,
    `select to_jsonb(r) as answer from public.${callable.name}(${casts.join(', ')}) r`,
    values,
  );
  // What one call did must not lead the next one on.
  await sql.query('rollback to savepoint call');
  const asked = values.map((given) => (typeof given === 'string' ? given : JSON.stringify(given ?? ''))).join(' ');
  const text = `${said.message ?? ''} ${JSON.stringify(said.detail ?? '')} ${JSON.stringify(said.rows ?? [])}`;
  const ids = asked.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? [];
  return { code: said.code, text: [...new Set(ids)].reduce((rest, known) => rest.replaceAll(known, '*'), text) };
}

async function as<T>(role: string, run: (sql: Sql) => Promise<T>): Promise<T> {
  if (role === 'anonymous') return db.asAnon(run);
  return db.asPerson(role as 'admin', run);
}

describe.each(['admin', 'reviewer', 'editor', 'outsider', 'anonymous'])('%s', (role) => {
  test('learns nothing of another workspace from any function, and changes nothing there', async () => {
    const leaks: string[] = [];
    let called = 0;
    for (const [nth, callable] of functions.entries()) {
      if (role === 'anonymous' && !callable.anon) continue;
      // Roles differ in whether they may call at all: those who may do everything try everything.
      const tried =
        role === 'admin'
          ? foreign.filter(({ what }, at) => /^(spark|concept) 0$/.test(what) || isToday(nth + at))
          : foreign.filter(
              ({ what }, at) =>
                /^(spark|concept|beacon) 0|ready|planned|trashed/.test(what) &&
                (what === 'spark 0' || isToday(nth + at)),
            );
      await as(role, async (sql) => {
        await sql.query("set local statement_timeout = '20s'");
        for (const one of tried) {
          const other = foreign.find(({ kind, id }) => kind === one.kind && id !== one.id)?.id ?? one.id;
          const nothing = [...callsWith(callable, one, randomUUID(), randomUUID())];
          for (const [at, { values, how }] of [...callsWith(callable, one, one.id, other)].entries()) {
            called++;
            const answer = await answerTo(sql, callable, values);
            const shown = secrets.filter((secret) => answer.text.includes(secret));
            if (shown.length > 0) leaks.push(`${callable.name} (${how}) shows ${shown.slice(0, 3)}`);
            const empty = await answerTo(sql, callable, nothing[at]?.values ?? []);
            const isRefusedAlike =
              BY_ID_ALONE.includes(callable.name) && answer.code === '42501' && empty.code === 'TW004';
            if (empty.code !== answer.code && !isRefusedAlike)
              leaks.push(
                `${callable.name} (${how}): ${answer.code} ${answer.text.slice(0, 90)}, for nothing ${empty.code} ${empty.text.slice(0, 90)}`,
              );
          }
        }
      });
    }
    expect([...new Set(leaks)].slice(0, 60)).toEqual([]);
    expect(called).toBeGreaterThan(role === 'admin' ? (IS_WHOLE ? 3_000 : 600) : 50);
    expect(await stateOf(db.owner)).toBe(unchanged);
  }, 240_000);
});
