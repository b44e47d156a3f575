import pg from 'pg';
import { installEnvironment, readInstall } from '#lib/embedded/install';
import { generateBundle, loadBundle } from './bench/generate.ts';
const dir='/tmp/graph-canvas-data';
const install = await readInstall(dir);
const c = new pg.Client(installEnvironment(dir, install!).DATABASE_URL); await c.connect();
for (const s of ['elixir','metamath','iot','large','empty','javascript']) {
  const m = await c.query('insert into public.workspaces (slug, name) values ($1, $2) on conflict do nothing returning id',[s,s[0]!.toUpperCase()+s.slice(1)]);
  if (!m.rows[0]) continue;
  await c.query("insert into public.memberships (workspace_id, user_id, role) select $1, user_id, 'admin' from public.profiles",[m.rows[0].id]);
  if (s==='large') await loadBundle(c, m.rows[0].id, generateBundle('L'));
}
await c.end();
