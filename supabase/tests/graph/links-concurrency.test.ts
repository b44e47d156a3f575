import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import { Author, codeOf, refusal, value } from '../support/authoring.ts';
import { expectInOrder, insertLinks, linking, nodes } from '../support/linking.ts';

const { db, here } = linking();

/** How often each of the writers at once tries: a count and no time, so that a slow machine tries as much as a fast one. */
const TURNS = 60;

describe('two at once', () => {
  const LEVELS_OF_ISOLATION = ['read committed', 'repeatable read', 'serializable'] as const;

  test.each(LEVELS_OF_ISOLATION.map((level) => [level]))(
    'at %s a link and its reverse do not both get in',
    async (isolation) => {
      const [first, second] = [await db.connect(), await db.connect()];
      const ids = await nodes(db.owner, here.workspace, ['a', 'b']);
      for (const client of [first, second]) {
        await client.query(`begin isolation level ${isolation}`);
        // The picture that a transaction has of the graph may be older than its wait.
        await client.query('select count(*) from public.spark_links');
      }
      expect((await insertLinks(first, here.workspace, ids, [['a', 'b']])).code).toBeNull();
      const late = insertLinks(second, here.workspace, ids, [['b', 'a']]);
      await first.query('commit');
      expect((await late).code).toBe(isolation === 'read committed' ? 'TW001' : '40001');
      await second.query('rollback');
      await expectInOrder(db.owner, here.workspace);
    },
  );

  test.each(LEVELS_OF_ISOLATION.map((level) => [level]))(
    'at %s the first may also give up, and then the second gets in',
    async (isolation) => {
      const [first, second] = [await db.connect(), await db.connect()];
      const ids = await nodes(db.owner, here.workspace, ['a', 'b']);
      for (const client of [first, second]) {
        await client.query(`begin isolation level ${isolation}`);
        await client.query('select count(*) from public.spark_links');
      }
      await insertLinks(first, here.workspace, ids, [['a', 'b']]);
      const late = insertLinks(second, here.workspace, ids, [['b', 'a']]);
      await first.query('rollback');
      expect((await late).code).toBeNull();
      await second.query('commit');
      await expectInOrder(db.owner, here.workspace);
    },
  );

  test.each(LEVELS_OF_ISOLATION.map((level) => [level]))(
    'at %s eight writers of random links leave no loop, and none meets a deadlock',
    async (isolation) => {
      const own = await db.createWorkspace();
      const names = Array.from({ length: 40 }, (_, at) => `n${at}`);
      const ids = await nodes(db.owner, own, names);
      const clients = await Promise.all(Array.from({ length: 8 }, () => db.connect()));
      const outcomes = await Promise.all(
        clients.map((client, at) => writeAtRandom(client, isolation, own, ids, names, at)),
      );
      const codes = outcomes.flat();
      expect(codes.filter((code) => code === null).length, 'some got in').toBeGreaterThan(20);
      expect(codes.filter((code) => code === 'TW001').length, 'some were refused').toBeGreaterThan(0);
      const expected = isolation === 'read committed' ? [null, 'TW001', '23505'] : [null, 'TW001', '23505', '40001'];
      expect([...new Set(codes)].filter((code) => !expected.includes(code))).toEqual([]);
      await expectInOrder(db.owner, own);
    },
  );

  test('linking, trashing, restoring, moving and staging at once meet no deadlock', async () => {
    const own = await db.createWorkspace();
    const author = new Author(db.owner, own);
    const concept = await author.concept(null);
    const names = Array.from({ length: 12 }, (_, at) => `n${at}`);
    const ids = await nodes(db.owner, own, names);
    for (const id of ids.values()) await author.place(concept, id);
    const clients = await Promise.all(Array.from({ length: 8 }, () => db.connect()));
    const linkers = clients
      .slice(0, 4)
      .map((client, at) => writeAtRandom(client, 'read committed', own, ids, names, at));
    const run = async (client: pg.Client, act: (turn: number) => Promise<unknown>) => {
      const codes: (string | null)[] = [];
      for (let turn = 0; turn < TURNS; turn++) codes.push(await codeOf(act(turn)));
      await client.query('select 1');
      return codes;
    };
    const pick = (turn: number) => ids.get(names[turn % names.length] as string);
    const [trasher, mover, stager, editor] = clients.slice(4) as [pg.Client, pg.Client, pg.Client, pg.Client];
    const others = [
      run(trasher, async (turn) => {
        const set = await value<string>(trasher, "select public.trash($1, 'spark', $2)", [own, pick(turn)]);
        await trasher.query('select public.undo_change_set($1)', [set]);
      }),
      run(mover, async (turn) => {
        const place = await value<string>(mover, 'select id from public.concept_sparks where spark_id = $1', [
          pick(turn),
        ]);
        if (place)
          await mover.query("select public.place($1, 'concept_spark', $2, $3, $4)", [own, place, concept, turn % 5]);
      }),
      run(stager, () => stager.query('select public.stage_snapshot($1)', [own])),
      run(editor, (turn) =>
        editor.query('update public.sparks set title = $2 where workspace_id = $1', [own, `Turn ${turn}`]),
      ),
    ];
    const codes = (await Promise.all([...linkers, ...others])).flat();
    expect(codes.filter((code) => code === null).length).toBeGreaterThan(100);
    expect(codes.filter((code) => code === '40P01' || code === '40001')).toEqual([]);
    await expectInOrder(db.owner, own);
  });
});

async function writeAtRandom(
  client: pg.Client,
  isolation: string,
  own: string,
  ids: Map<string, string>,
  names: string[],
  seed: number,
): Promise<(string | null)[]> {
  const codes: (string | null)[] = [];
  let state = seed + 1;
  const random = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  for (let turn = 0; turn < TURNS; turn++) {
    await client.query(`begin isolation level ${isolation}`);
    try {
      await client.query('select count(*) from public.spark_links where workspace_id = $1', [own]);
      if (random(6) === 0) {
        await client.query(
          'delete from public.spark_links where id = (select id from public.spark_links where workspace_id = $1 order by md5(id::text || $2) limit 1)',
          [own, String(random(1000))],
        );
      } else {
        // In one order: two statements with the same two new pairs the other way round wait for each other's keys.
        const many = 1 + random(3);
        const picked = Array.from({ length: many }, () => [names[random(names.length)], names[random(names.length)]]);
        await client.query(
          `insert into public.spark_links (workspace_id, source_id, target_id, link_type)
           select $1, s, t, 'related' from unnest($2::uuid[], $3::uuid[]) e (s, t) where s <> t order by s, t`,
          [own, picked.map(([from]) => ids.get(from as string)), picked.map(([, to]) => ids.get(to as string))],
        );
      }
      await client.query('commit');
      codes.push(null);
    } catch (error) {
      codes.push(refusal(error).code);
      await client.query('rollback');
    }
  }
  return codes;
}
