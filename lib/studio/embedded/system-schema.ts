import { App, getStorageSchemaSql } from '@supabase/lite';
import { createPostgresConnection } from '@supabase/lite/postgres';
import pg from 'pg';

// What every Supabase project has before its first migration, and @supabase/lite leaves to the migrations: the roles of
// the Data API, their way into the schemas, the schema for extensions, and the default privileges of a hosted project.
// The last are generous on purpose: a table whose migration forgets to revoke or to enable RLS shows up in our tests
// the way it would on a hosted project.
const ROLES = `
do $$ begin
  if not exists (select from pg_roles where rolname = 'anon') then create role anon nologin; end if;
  if not exists (select from pg_roles where rolname = 'authenticated') then create role authenticated nologin; end if;
  if not exists (select from pg_roles where rolname = 'service_role') then
    create role service_role nologin bypassrls;
  end if;
end $$;
create schema if not exists extensions;
grant usage on schema public, auth, storage, extensions to anon, authenticated, service_role;
grant all on all tables in schema auth to service_role;
-- On a hosted project row level security alone decides about files.
grant all on storage.buckets, storage.objects to anon, authenticated, service_role;
alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges in schema public grant all on functions to anon, authenticated, service_role;
alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;
`;

/** Makes a database look like a fresh Supabase project: the schemas `auth` and `storage`, the migration history and the API's roles. */
export async function ensureSystemSchema(url: string): Promise<void> {
  const connection = createPostgresConnection({ url, postgresOptions: { max: 1, onnotice: () => undefined } });
  try {
    const app = new App({ connection, auth: { enabled: true }, storage: { enabled: false } });
    await app.ensureSystemSchema();
  } finally {
    await connection.close();
  }
  const client = new pg.Client(url);
  await client.connect();
  try {
    // Two test runs may share a cluster-wide role; the lock makes the check and the creation one step.
    await client.query(getStorageSchemaSql());
    await client.query(`begin; select pg_advisory_xact_lock(hashtext('trailwright system schema')); ${ROLES} commit`);
  } finally {
    await client.end();
  }
}
