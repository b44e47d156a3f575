import type pg from 'pg';
import { encryptKey } from '#lib/generation/services/model/keys.ts';

const PROTOCOLS = ['openai', 'anthropic'] as const;

/** Who asks, and where their models are. */
export interface ModelAsker {
  workspace: string;
  person: string;
  providers: readonly string[];
}

/** Does something as a person who is signed in, in one transaction. */
async function as<T>(client: pg.ClientBase, person: string, run: () => Promise<T>): Promise<T> {
  await client.query('begin');
  await client.query(
    `select set_config('request.jwt.claim.sub', $1, true), set_config('request.jwt.claims', $2, true)`,
    [person, JSON.stringify({ sub: person, role: 'authenticated' })],
  );
  const came = await run();
  await client.query('commit');
  return came;
}

/** A workspace with an admin and two providers at the server, each with a price of its own. */
export async function addAsker(client: pg.ClientBase, url: string, secrets: string): Promise<ModelAsker> {
  const { rows } = await client.query<{ workspace: string; person: string }>(
    `with person as (insert into auth.users (id, email) values (gen_random_uuid(), 'soak@example.test') returning id),
       workspace as (insert into public.workspaces (slug, name) values ('soak', 'Soak') returning id)
     select w.id as workspace, p.id as person from person p, workspace w`,
  );
  const { workspace, person } = rows[0] as { workspace: string; person: string };
  await client.query(`insert into public.memberships (workspace_id, user_id, role) values ($1, $2, 'admin')`, [
    workspace,
    person,
  ]);
  return as(client, person, async () => {
    const providers: string[] = [];
    for (const protocol of PROTOCOLS) {
      const fields = JSON.stringify({ name: protocol, protocol, base_url: `${url}/v1`, is_enabled: true });
      const added = await client.query<{ id: string }>('select public.set_provider($1, null, $2) as id', [
        workspace,
        fields,
      ]);
      const provider_id = added.rows[0]?.id as string;
      providers.push(provider_id);
      const cipher = encryptKey(secrets, { workspace_id: workspace, provider_id }, 'sk-a-key-of-the-soak');
      await client.query('select public.set_provider_key($1, $2, $3, $4)', [workspace, provider_id, cipher, 'soak']);
      const model = `model-of-${protocol}`;
      // Prices that divide nothing evenly: a micro-dollar that is lost or counted twice shows.
      const price = { model, input_micros: 3_333_333, cached_input_micros: 333_333, output_micros: 15_777_777 };
      await client.query('select public.add_prices($1, $2)', [workspace, JSON.stringify([price])]);
      const priority = protocol === 'openai' ? 'balanced' : 'quality';
      const routes = JSON.stringify([{ provider_id, model }]);
      await client.query('select public.set_routes($1, $2, $3)', [workspace, priority, routes]);
    }
    return { workspace, person, providers };
  });
}

/** Asks for pieces, every other one of the other protocol. Each topic is found again in what the server was asked. */
export function askForPieces(client: pg.ClientBase, { workspace, person }: ModelAsker, count: number, name = 'pieces') {
  return as(client, person, () =>
    client.query(
      `select public.start_job($1, 'companion_piece', 'Soak ' || n || ' of ' || $3, jsonb_build_object('maker', 'model',
         'topic', 'Soak ' || n || ' of ' || $3, 'priority', case n % 2 when 0 then 'balanced' else 'quality' end), null, null, true)
       from generate_series(1, $2::int) n`,
      [workspace, count, name],
    ),
  );
}
