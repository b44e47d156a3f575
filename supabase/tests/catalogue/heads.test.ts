import { beforeAll, expect, expectTypeOf, test, vi } from 'vitest';
import { NAMED_KINDS } from '#lib/base/core/content-kinds.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { Spark } from '#lib/base/data/rows.ts';
import type { Seated } from '#lib/base/services/session.ts';
import { createEntityAction, updateEntityAction } from '#lib/catalogue/actions/entities.ts';
import { type EntityHead, getEntityHead, getLesson, type SparkHead } from '#lib/catalogue/data/entities.ts';
import { beaconSparksRead, entityRead, lessonRead, sparkContextRead } from '#lib/catalogue/reads/entities.ts';
import { outlineBranchesRead, outlineFoundRead, outlineRead, pendingRead } from '#lib/catalogue/reads/outline.ts';
import { Author } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

// Outlines and inspectors carry no lesson: a text of a hundred kilobytes is sent to whoever reads or writes it.

const db = testDatabase();
const seat = vi.hoisted(() => ({ now: null as unknown }));
vi.mock('#lib/base/services/session.ts', () => ({ getSeated: async () => ({ ok: true, data: seat.now }) }));

const LESSON = 'A text that nobody is sent who shows a title.';
let seated: Seated;
let author: Author;
let spark: string;

beforeAll(async () => {
  const person = await (await db.gateway()).signUp();
  const workspace = await db.createWorkspace('heads');
  await db.addMember(workspace, person.id, 'editor');
  seat.now = { db: person.client as Db, user_id: person.id, email: '', workspace: { id: workspace }, role: 'editor' };
  seated = seat.now as Seated;
  author = new Author(db.owner, workspace);
  spark = await author.spark('told', { content_md: LESSON });
  await author.link(spark, await author.spark('next', { content_md: LESSON }));
});

const withoutLesson = (answer: unknown) => {
  expect(answer).toMatchObject({ ok: true });
  expect(JSON.stringify(answer)).not.toMatch(/content_md|A text that nobody/);
};

test('no read of an outline or an inspector carries the text of a lesson', async () => {
  const domain = await author.domain();
  const [beacon, trail] = [await author.beacon(), await author.trail(domain)];
  const ids = { domain, trail, concept: await author.concept(trail), spark, beacon };
  await author.mark(spark, beacon);
  for (const kind of NAMED_KINDS) withoutLesson(await entityRead.run(seated, { kind, id: ids[kind] }));
  withoutLesson(await outlineRead.run(seated, {}));
  withoutLesson(await outlineBranchesRead.run(seated, { branches: null, at: { kind: 'spark', slug: 'told' } }));
  withoutLesson(await outlineFoundRead.run(seated, { filter: { state: 'draft' }, limit: 10 }));
  withoutLesson(await pendingRead.run(seated, { items: [{ kind: 'spark', id: spark }] }));
  withoutLesson(await sparkContextRead.run(seated, { spark_id: spark }));
  withoutLesson(await beaconSparksRead.run(seated, { beacon_id: beacon }));
  withoutLesson(await getEntityHead(seated.db, seated.workspace.id, 'spark', 'told'));
});

test('nor does the answer to a save or to making one', async () => {
  const made = await createEntityAction('heads', { kind: 'spark', fields: { title: 'Made' }, parent_id: null });
  withoutLesson(made);
  const id = made.ok ? made.data.id : '';
  const saved = { kind: 'spark' as const, id, version: 1, patch: { content_md: LESSON } };
  withoutLesson(await updateEntityAction('heads', saved));
  expect(await updateEntityAction('heads', saved)).toMatchObject({ ok: false, problem: { code: 'stale' } });
});

test('the lesson has all of it, and a head all but that', async () => {
  const { workspace } = seated;
  const lesson = await lessonRead.run(seated, { id: spark });
  expect(lesson).toMatchObject({ ok: true, data: { content_md: LESSON } });
  const head = await entityRead.run(seated, { kind: 'spark', id: spark });
  if (!lesson.ok || !head.ok) throw new Error('neither');
  const { content_md: _, ...rest } = lesson.data;
  expect(head.data).toEqual(rest);
  expect(await getLesson(seated.db, workspace.id, workspace.id)).toMatchObject({
    ok: false,
    problem: { code: 'not_found' },
  });
});

test('types know of no text in a head', () => {
  expectTypeOf<SparkHead>().toEqualTypeOf<Omit<Spark, 'content_md'>>();
  expectTypeOf<Extract<EntityHead, { content_md: unknown }>>().toEqualTypeOf<never>();
});
