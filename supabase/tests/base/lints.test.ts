import path from 'node:path';
import { expect, test } from 'vitest';
import { runSupabaseCli } from '#lib/studio/processes/supabase-cli.ts';
import { list } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();
const ROOT = path.resolve(import.meta.dirname, '../../..');

/** Findings that stay, each with its reason. */
const ACCEPTED: Record<string, string> = {
  'function_search_path_mutable private.without_stamps': 'inlined into the trigger of every update',
  'function_search_path_mutable private.snapshot_body': 'inlined into staging, for a hundred thousand rows',
  'function_search_path_mutable private.state_hash': 'inlined into staging, for a hundred thousand rows',
  'function_search_path_mutable private.search_rank': 'inlined into both searches, for five thousand hits',
  'function_search_path_mutable private.is_named': 'inlined into the rules of packages, for ten thousand exercises',
  'function_search_path_mutable private.list_of': 'inlined into the rules of packages, for ten thousand exercises',
  'function_search_path_mutable private.object_of': 'inlined into the rules of packages, for ten thousand exercises',
  'function_search_path_mutable private.named_of': 'inlined into the rules of packages, for ten thousand exercises',
  'function_search_path_mutable private.option_tag': 'inlined into the rules of packages, for ten thousand exercises',
  'function_search_path_mutable private.option_key': 'inlined into the rules of packages, for ten thousand exercises',
  'function_search_path_mutable private.exercise_name': 'inlined into the rows of banks, for ten thousand exercises',
  'function_search_path_mutable private.shown': 'inlined into the rows of banks, for ten thousand exercises',
  'function_search_path_mutable private.is_asked': 'inlined into the filter of banks, for ten thousand exercises',
  'function_search_path_mutable private.first_answers': 'inlined into what is counted, for a hundred thousand answers',
  'function_search_path_mutable private.hash_number': 'inlined into staging, for a hundred thousand rows',
};

/** Definer functions that have to read something before they know whose it is; each writes only after it has looked. */
const READ_FIRST: Record<string, string> = {
  answer_invitation_link: 'is given the secret of a link, and compares the address of the caller once it is found',
  apply_import:
    'takes the lock of the import by its id, so that nobody takes it for abandoned, and then asks whose it is',
  content_access: 'is the question who may read, asked with the slug of a workspace',
  delete_draft_snapshot: 'is given a snapshot',
  diff_snapshots: 'is given two snapshots',
  promote_snapshot: 'is given a snapshot',
  purge_trash: 'is given a change set',
  read_invitation: 'is given the secret of a link, which is all there is to know',
  set_snapshot_pin: 'is given a snapshot',
  undo_change_set: 'is given a change set',
  verify_snapshot: 'is given a snapshot',
};

/** What policies ask on behalf of whoever is there: who that is, and which files a snapshot shows. */
const OPEN = ['private.actor', 'private.is_served', 'private.is_system', 'private.my_workspaces'];

interface Finding {
  name: string;
  detail: string;
  metadata: { schema?: string; name?: string };
}

test('the advisors of Supabase find nothing but what stays for a reason', async () => {
  const answer = await runSupabaseCli(['db', 'advisors', '--level', 'info', '-o', 'json'], db.url, { workdir: ROOT });
  expect(answer.code, answer.stderr).toBe(0);
  const findings = (JSON.parse(answer.stdout) as Finding[])
    // Nothing has been asked of this database yet.
    .filter(({ name }) => name !== 'unused_index')
    .map(({ name, metadata, detail }) => ({ is: `${name} ${metadata.schema}.${metadata.name}`, detail }));
  expect(findings.filter(({ is }) => !(is in ACCEPTED))).toEqual([]);
  expect(findings.map(({ is }) => is).sort()).toEqual(Object.keys(ACCEPTED).sort());
}, 60_000);

test('what goes without a search_path is bound when it is made', async () => {
  const bodies = await list<{ name: string }>(
    db.owner,
    `select p.oid::regproc::text as name from pg_proc p where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
       and p.prosqlbody is null and not coalesce(p.proconfig @> array['search_path=""'], false)`,
  );
  expect(bodies).toEqual([]);
});

test('every definer function of the schema public looks at the caller first', async () => {
  const functions = await list<{ name: string; first: string }>(
    db.owner,
    `select p.proname::text as name, split_part(p.prosrc, ';', 1) || split_part(split_part(p.prosrc, 'begin', 1), 'declare', 2)
       || split_part(split_part(p.prosrc, 'begin' || chr(10), 2), ';', 1) as first
     from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef order by 1`,
  );
  const looks =
    /private\.(require_role|own_import|readable_snapshot|my_workspaces|content_way|my_address)\(|auth\.uid\(\)/;
  expect(functions.length).toBeGreaterThan(60);
  const others = functions.filter(({ first }) => !looks.test(first)).map(({ name }) => name);
  expect(others).toEqual(Object.keys(READ_FIRST));
});

test('anonymous callers may call no function of the schema private but those that policies ask', async () => {
  const open = await list<{ name: string }>(
    db.owner,
    `select p.oid::regproc::text as name from pg_proc p where p.pronamespace = 'private'::regnamespace
       and (p.proacl is null or has_function_privilege('anon', p.oid, 'execute')) order by 1`,
  );
  expect(open.map(({ name }) => name)).toEqual(OPEN);
});
