import { beforeAll, expect, test } from 'vitest';
import { list } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();

const timeoutOf = async (
  client: { rpc: (name: string) => PromiseLike<{ data: unknown; error: unknown }> },
  name: string,
) => client.rpc(name);

// Before the API starts, which reads what there is once.
beforeAll(async () => {
  await db.owner.query(`
    create function public.time_out() returns text language sql as $$ select current_setting('statement_timeout') $$;
    create function public.long_time_out() returns text language sql set statement_timeout = '1min' as $$ select current_setting('statement_timeout') $$;
    create function public.endless() returns void language plpgsql as $$ begin loop null; end loop; end $$;
    create function public.hold() returns void language plpgsql set statement_timeout = '30s' as $$ begin perform pg_advisory_xact_lock_shared(4711); end $$;
    grant execute on function public.time_out, public.long_time_out, public.endless, public.hold to anon, authenticated, service_role;
    alter function public.endless set statement_timeout = '50ms'`);
});

test('the API sets the time-out of the role, and before a function that has its own that one', async () => {
  const gateway = await db.gateway();
  const { client } = await gateway.signUp();
  expect((await timeoutOf(gateway.anonymous(), 'time_out')).data).toBe('3s');
  expect((await timeoutOf(client, 'time_out')).data).toBe('8s');
  expect((await timeoutOf(gateway.service(), 'time_out')).data).toBe('0');
  expect((await timeoutOf(client, 'long_time_out')).data).toBe('1min');
  // It does stop what runs, and the connection is as good as before.
  expect((await timeoutOf(gateway.anonymous(), 'endless')).error).toMatchObject({ code: '57014' });
  expect((await timeoutOf(gateway.anonymous(), 'time_out')).data).toBe('3s');
});

test('no function that strangers may call asks for more time than they have', async () => {
  const longer = await list<{ name: string }>(
    db.owner,
    `select p.proname::text as name from pg_proc p cross join unnest(p.proconfig) c
     where p.pronamespace = 'public'::regnamespace and c like 'statement_timeout=%' and has_function_privilege('anon', p.oid, 'execute')
       and p.proname not in ('time_out', 'long_time_out', 'endless', 'hold')`,
  );
  expect(longer).toEqual([]);
});

test('strangers get half of the connections at most, and the others are served meanwhile', async () => {
  const gateway = await db.gateway();
  const { client } = await gateway.signUp();
  const holder = await db.connect();
  await holder.query('select pg_advisory_lock(4711)');
  // Five connections: two of them are theirs.
  const held = Array.from({ length: 12 }, () =>
    gateway
      .anonymous()
      .rpc('hold')
      .then(({ error }) => error),
  );
  const waiting = async () =>
    (
      await list(
        db.owner,
        "select from pg_locks l where l.locktype = 'advisory' and not l.granted and l.database = (select oid from pg_database where datname = current_database())",
      )
    ).length;
  while ((await waiting()) < 2);
  expect((await timeoutOf(client, 'time_out')).data).toBe('8s');
  expect(await waiting()).toBe(2);
  await holder.query('select pg_advisory_unlock(4711)');
  expect(await Promise.all(held)).toEqual(Array(12).fill(null));
});
