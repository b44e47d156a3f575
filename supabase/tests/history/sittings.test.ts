import { beforeAll, describe, expect, test } from 'vitest';
import type { Db } from '#lib/base/data/clients/token.ts';
import { type HistoryPage, readSittings } from '#lib/history/services/sittings.ts';
import { compareVersion } from '#lib/history/services/versions.ts';
import { Author, fresh, type Sql, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();
let workspace: string;
let author: Author;
let people: { ann: string; bob: string };
let client: Db;

beforeAll(async () => {
  const gateway = await db.gateway();
  const ann = await gateway.signUp();
  client = ann.client as Db;
  workspace = await db.createWorkspace();
  author = new Author(db.owner, workspace);
  people = { ann: ann.id, bob: await db.createPerson() };
  for (const id of Object.values(people)) await db.addMember(workspace, id, 'editor');
});

/** Saves a lesson as somebody, so many minutes ago. */
async function save(spark: string, who: keyof typeof people, minutes_ago: number, fields: Record<string, unknown>) {
  const columns = Object.keys(fields).map((field, at) => `${field} = $${at + 2}`);
  await db.commitAsPerson(people[who], (mine) =>
    mine.query(`update public.sparks set ${columns.join(', ')} where id = $1`, [spark, ...Object.values(fields)]),
  );
  await dated(spark, minutes_ago);
}

/** The clock of a database cannot be set: what was saved last is moved back, past the trigger that keeps revisions as they are. */
async function dated(spark: string, minutes_ago: number) {
  const mine = await db.connect();
  const inPast = async (sql: Sql, text: string) =>
    sql.query(text, [spark, new Date(Date.now() - minutes_ago * 60_000).toISOString()]);
  await mine.query('begin');
  await mine.query("set local session_replication_role = 'replica'");
  await inPast(
    mine,
    `update public.change_sets set created_at = $2 where id = (select change_set_id from public.revisions where entity_id = $1 order by id desc limit 1)`,
  );
  await mine.query('commit');
}

async function page(spark: string, before?: number): Promise<HistoryPage> {
  const read = await readSittings(client, workspace, { kind: 'spark', id: spark, below: false }, before);
  if (!read.ok) throw new Error(JSON.stringify(read.problem));
  return read.data;
}

async function allPages(spark: string) {
  const pages = [await page(spark)];
  for (let next = pages[0]?.next ?? null; next !== null; next = pages.at(-1)?.next ?? null)
    pages.push(await page(spark, next));
  return pages;
}

const sizes = ({ sittings }: HistoryPage) => sittings.map(({ saves }) => saves.length);

describe('the history of a lesson in sittings', () => {
  test('tells what a sitting changed from the version before it to its last one', async () => {
    const spark = await author.spark(fresh('lesson'), { content_md: '## One\n\nThe quick brown fox.\n' });
    await dated(spark, 600);
    await save(spark, 'bob', 300, { title: 'Renamed', difficulty: 'expert' });
    await save(spark, 'ann', 32, { content_md: '## One\n\nThe slow brown fox.\n' });
    await save(spark, 'ann', 20, { content_md: '## One\n\nThe slow brown dog.\n' });
    await save(spark, 'ann', 8, { content_md: '## One\n\nThe slow brown cat.\n' });
    const { sittings, next } = await page(spark);
    expect(next).toBeNull();
    expect(sittings.map(({ saves }) => saves.map(({ versions: [one] }) => one?.version))).toEqual([
      [5, 4, 3],
      [2],
      [1],
    ]);
    expect(sittings.map(({ summary }) => summary)).toEqual([
      {
        lesson: [{ did: 'corrected', words: 2, places: [{ section: 'One' }] }],
        exercises: null,
        fields: [],
        words: { added: 2, removed: 2 },
      },
      { lesson: [], exercises: null, fields: ['difficulty', 'title'], words: { added: 0, removed: 0 } },
      null,
    ]);

    // Its comparison goes back as far.
    const [newest, oldest] = [sittings[0]?.saves[0]?.versions[0], sittings[0]?.saves.at(-1)?.versions[0]];
    const slug = await value<string>(db.owner, 'select slug from public.workspaces where id = $1', [workspace]);
    const compared = await compareVersion(client, { id: workspace, slug }, newest?.id ?? 0, 'before', oldest?.before);
    if (!compared.ok) throw new Error(compared.problem.message);
    expect(compared.data.before?.content_md).toContain('quick brown fox');
    const other = await author.spark();
    const foreign = await value<number>(db.owner, 'select id::int from public.revisions where entity_id = $1', [other]);
    expect(await compareVersion(client, { id: workspace, slug }, newest?.id ?? 0, 'before', foreign)).toMatchObject({
      ok: false,
      problem: { code: 'invalid_input' },
    });
  });

  test('a sitting is whole on its page, however many saves it has, and nothing is told twice', async () => {
    const spark = await author.spark();
    await dated(spark, 3_000);
    // Twenty lines of two people, then one sitting that does not fit into what is read at once.
    for (let nth = 0; nth < 60; nth++) await save(spark, 'ann', 1_000 - nth, { title: `Written ${nth}` });
    for (let nth = 0; nth < 30; nth++) await save(spark, nth % 2 ? 'ann' : 'bob', 900 - nth, { title: `Said ${nth}` });
    const pages = await allPages(spark);
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flatMap(sizes)).toEqual([...Array.from({ length: 30 }, () => 1), 60, 1]);
    const sets = pages.flatMap(({ sittings }) =>
      sittings.flatMap(({ saves }) => saves.map((one) => one.change_set_id)),
    );
    expect(new Set(sets).size).toBe(sets.length);
    // Which version readers have is asked for once.
    expect(pages.slice(1).map(({ readers }) => readers)).toEqual(pages.slice(1).map(() => null));
  }, 60_000);
});
