import { createClient } from '@supabase/supabase-js';
import type { ClientBase } from 'pg';
import { ROLES, type Role } from '#lib/base/core/permissions.ts';
import { DEMO_NAMES, DEMO_PASSWORD, demoEmail } from '#lib/people/core/demo.ts';

export type DemoPeople = Record<Role, string>;

/** Signs the demo people up, or in where a first start was cut short, and gives their ids. */
export async function ensureDemoPeople(api: { url: string; publishableKey: string }): Promise<DemoPeople> {
  const ids: [Role, string][] = [];
  for (const role of ROLES) {
    const client = createClient(api.url, api.publishableKey, {
      auth: { persistSession: false, autoRefreshToken: false },
    });
    const account = { email: demoEmail(role), password: DEMO_PASSWORD };
    const { data } = await client.auth.signUp({
      ...account,
      options: { data: { display_name: DEMO_NAMES[role] } },
    });
    const user = data.user ?? (await client.auth.signInWithPassword(account)).data.user;
    if (!user) throw new Error(`The demo person ${account.email} could be neither signed up nor signed in`);
    ids.push([role, user.id]);
  }
  return Object.fromEntries(ids) as DemoPeople;
}

/** Inserts the workspace `demo` and the memberships of its people, as the owner of the database. Safe to repeat. */
export async function seedDemoWorkspace(owner: ClientBase, people: DemoPeople): Promise<void> {
  await owner.query(
    `insert into public.workspaces (slug, name, content_is_open) values ('demo', 'Demo', true) on conflict (slug) do nothing`,
  );
  for (const role of ROLES) {
    await owner.query(
      `insert into public.memberships (workspace_id, user_id, role)
       select id, $1, $2 from public.workspaces where slug = 'demo' on conflict do nothing`,
      [people[role], role],
    );
  }
}
