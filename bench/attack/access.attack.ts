import { FUNCTION_ACCESS, TABLE_ACCESS } from '#lib/base/core/access.ts';
import { type Bench, figure } from '../report.ts';
import { type AttackedStudio, CALLERS, type Caller, withStudio } from './attacked-studio.ts';

// A workspace of which nobody who asks is a member, and everything the Data API offers tried on it over HTTP. That each function
// refuses foreign ids is tested in supabase/tests/base/foreign-ids.test.ts; here the API, its filters and its embedding are in between.

const SECRET = 'sesame-7f3a';

interface Prey {
  workspace: string;
  /** Ids of its rows by table. */
  ids: Map<string, string[]>;
  state: () => Promise<string>;
}

interface Tally {
  tries: number;
  told: string[];
  faults: string[];
}

const attack: Bench = {
  name: 'access',
  about: 'every caller x every table and function of the Data API x the ids of a workspace that is not theirs',
  run: (say) =>
    withStudio(async (studio) => {
      const prey = await hide(studio);
      const before = await prey.state();
      const tally: Tally = { tries: 0, told: [], faults: [] };
      const began = performance.now();
      for (const caller of CALLERS) {
        say(`as ${caller}`);
        const ask = asker(studio, await studio.token(caller), caller, tally);
        for (const table of Object.keys(TABLE_ACCESS)) await tryTable(ask, table, prey);
        for (const name of Object.keys(FUNCTION_ACCESS)) await tryFunction(studio, ask, name, prey);
      }
      const isUntouched = (await prey.state()) === before;
      const count = (what: string, told: string[]) => ({
        what,
        figure: figure([told.length], ''),
        target: { text: 'none', is_met: told.length === 0 },
        how: told.length === 0 ? `of ${tally.tries} requests in ${seconds(began)} s` : told.slice(0, 5).join(' | '),
      });
      return [
        count('answers with something of the other workspace', tally.told),
        count('answers that say a fault of ours (5xx)', tally.faults),
        count('changes in the other workspace', isUntouched ? [] : ['its rows are not what they were']),
      ];
    }),
};
export default attack;

const seconds = (began: number) => ((performance.now() - began) / 1000).toFixed(0);

/** Fills a workspace of its own by the owner of the database; every text of it holds the secret. */
async function hide({ trial }: AttackedStudio): Promise<Prey> {
  const [made] = await trial.query<{ id: string }>(`
    insert into public.workspaces (slug, name) values ('${SECRET}', '${SECRET} workspace') returning id`);
  const workspace = made?.id ?? '';
  await trial.query(`
    do $$ declare w constant uuid := '${workspace}'; d uuid; t uuid; c uuid; a uuid; b uuid; begin
      insert into public.domains (workspace_id, slug, name) values (w, '${SECRET}-d', '${SECRET} domain') returning id into d;
      insert into public.trails (workspace_id, domain_id, slug, title, difficulty_level) values (w, d, '${SECRET}-t', '${SECRET} trail', 'beginner') returning id into t;
      insert into public.concepts (workspace_id, trail_id, slug, title) values (w, t, '${SECRET}-c', '${SECRET} concept') returning id into c;
      insert into public.sparks (workspace_id, slug, title, content_md, estimated_mins, difficulty) values (w, '${SECRET}-a', '${SECRET} a', '${SECRET} text', 5, 'beginner') returning id into a;
      insert into public.sparks (workspace_id, slug, title, content_md, estimated_mins, difficulty) values (w, '${SECRET}-b', '${SECRET} b', '${SECRET} text', 5, 'beginner') returning id into b;
      insert into public.concept_sparks (workspace_id, concept_id, spark_id) values (w, c, a);
      insert into public.spark_links (workspace_id, source_id, target_id, link_type, description) values (w, a, b, 'related', '${SECRET} why');
      insert into public.packages (workspace_id, spark_id, body) values (w, a, '{"exercise_bank": [{"id": "${SECRET}"}], "quiz": []}');
      perform public.stage_snapshot(w);
    end $$`);
  const tables = Object.keys(TABLE_ACCESS).filter((table) => !['profiles', 'workspaces'].includes(table));
  const withId = await trial.query<{ name: string }>(`
    select c.table_name as name from information_schema.columns c where c.table_schema = 'public' and c.column_name = 'id'`);
  const ids = new Map<string, string[]>([['workspaces', [workspace]]]);
  for (const table of tables.filter((one) => withId.some(({ name }) => name === one))) {
    const rows = await trial.query<{ id: string }>(
      `select id::text from public.${table} where workspace_id = '${workspace}' limit 2`,
    );
    if (rows.length > 0)
      ids.set(
        table,
        rows.map(({ id }) => id),
      );
  }
  const sums = tables.map(
    (table) =>
      `select '${table}' as name, md5(coalesce(string_agg(t::text, '' order by t::text), '')) as sum from public.${table} t where workspace_id = '${workspace}'`,
  );
  const state = async () => {
    const [all] = await trial.query<{ sum: string }>(
      `select string_agg(name || sum, ' ' order by name) as sum from (${sums.join(' union all ')}) s`,
    );
    return all?.sum ?? '';
  };
  return { workspace, ids, state };
}

type Ask = (method: string, path: string, body?: unknown) => Promise<void>;

function asker({ api, key }: AttackedStudio, token: string, caller: Caller, tally: Tally): Ask {
  return async (method, path, body) => {
    const answer = await fetch(`${api}/rest/v1/${path}`, {
      method,
      headers: {
        apikey: key,
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        prefer: 'return=representation,count=exact',
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = `${await answer.text()} ${[...answer.headers].join()}`;
    tally.tries++;
    const what = `${caller} ${method} ${path.slice(0, 120)}`;
    // What the question itself said may come back in a refusal.
    const asked = `${path} ${JSON.stringify(body) ?? ''}`;
    if (text.includes(SECRET) && !asked.includes(SECRET)) tally.told.push(`${what}: ${text.slice(0, 120)}`);
    // A statement that takes too long is ended, which the API says with 500 and its code.
    if (answer.status >= 500 && !text.includes('57014'))
      tally.faults.push(`${what}: ${answer.status} ${text.slice(0, 120)}`);
  };
}

async function tryTable(ask: Ask, table: string, { workspace, ids }: Prey): Promise<void> {
  const owner = table === 'workspaces' ? 'id' : 'workspace_id';
  const [one = workspace] = ids.get(table) ?? [];
  const hasId = ids.has(table);
  const filters = [
    `${owner}=eq.${workspace}`,
    `${owner}=in.(${workspace})`,
    `or=(${owner}.eq.${workspace},${owner}.is.null)`,
    `not.${owner}=is.null`,
    ...(hasId ? [`id=eq.${one}`] : []),
  ];
  for (const filter of filters) await ask('GET', `${table}?select=*&${filter}`);
  for (const embedded of ['workspaces(*)', 'sparks(*)', 'concepts(*)', 'revisions(*)', 'memberships(*)'])
    await ask('GET', `${table}?select=*,${embedded}&limit=50`);
  await ask('HEAD', `${table}?${owner}=eq.${workspace}`);
  await ask('PATCH', `${table}?${owner}=eq.${workspace}`, { [owner]: workspace });
  await ask('PATCH', `${table}?${owner}=eq.${workspace}`, { title: 'taken', name: 'taken' });
  await ask('DELETE', `${table}?${owner}=eq.${workspace}`);
  if (hasId) await ask('DELETE', `${table}?id=eq.${one}`);
  await ask('POST', table, { [owner]: workspace, slug: 'brought', title: 'Brought', name: 'Brought' });
}

/** Every function with their workspace and with the demo one, and an id of theirs wherever an id goes. */
async function tryFunction({ trial }: AttackedStudio, ask: Ask, name: string, { workspace, ids }: Prey): Promise<void> {
  const parameters = await parametersOf(trial, name);
  const [demo] = await trial.query<{ id: string }>(`select id::text from public.workspaces where slug = 'demo'`);
  for (const place of [workspace, demo?.id ?? '']) {
    for (const table of ['sparks', 'concepts', 'trails', 'revisions', 'snapshots', 'change_sets', 'spark_links']) {
      const [one = workspace, other = one] = ids.get(table) ?? [];
      const kind = table.replace(/s$/, '');
      const args = parameters.map(({ parameter, type, label }) => {
        const given = (): unknown => {
          if (parameter === 'p_workspace') return place;
          if (type === 'uuid') return one;
          if (type === 'uuid[]') return [one, other];
          if (type === 'jsonb' || type === 'json')
            return [{ kind, id: one, source_id: one, target_id: other, ids: [one] }];
          if (type === 'boolean') return true;
          if (/int|numeric|double|real/.test(type)) return 1;
          return label ?? (type.endsWith('[]') ? [] : 'x');
        };
        return [parameter, given()];
      });
      await ask('POST', `rpc/${name}`, Object.fromEntries(args));
    }
  }
}

const known = new Map<string, { parameter: string; type: string; label: string | null }[]>();

async function parametersOf(trial: AttackedStudio['trial'], name: string) {
  const before = known.get(name);
  if (before) return before;
  const rows = await trial.query<{ parameter: string; type: string; label: string | null }>(`
    select p.proargnames[a.nth] as parameter, format_type(a.type, null) as type,
      (select min(e.enumlabel) from pg_enum e where e.enumtypid = a.type) as label
    from pg_proc p cross join unnest(p.proargtypes::oid[]) with ordinality a (type, nth)
    where p.pronamespace = 'public'::regnamespace and p.proname = '${name}'`);
  known.set(name, rows);
  return rows;
}
