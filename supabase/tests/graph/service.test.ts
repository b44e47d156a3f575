import { expect, test } from 'vitest';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { LinkEdit, LinkLoop } from '#lib/graph/core/edits.ts';
import { editLinks, insertOnLink } from '#lib/graph/services/links.ts';
import { Author, list, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();

/** An editor's client on a fresh workspace with sparks a to e, of which a leads to b and on to c. */
async function chain() {
  const gateway = await db.gateway();
  const { client, id } = await gateway.signUp();
  const workspace = await db.createWorkspace();
  await db.addMember(workspace, id, 'editor');
  const author = new Author(db.owner, workspace);
  const sparks = Object.fromEntries(
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map(async (slug) => [slug, await author.spark(slug)])),
  ) as Record<'a' | 'b' | 'c' | 'd' | 'e', string>;
  const links = { ab: await author.link(sparks.a, sparks.b), bc: await author.link(sparks.b, sparks.c) };
  const edit = (...edits: LinkEdit[]) => editLinks(client as unknown as Db, workspace, 'spark', edits);
  return { client: client as unknown as Db, workspace, author, sparks, links, edit };
}

const add = (source_id: string, target_id: string): LinkEdit => ({
  op: 'add',
  source_id,
  target_id,
  link_type: 'related',
});

/** `a -ab> b -> a`: nodes by slug, links by name, and a bare arrow for the one that was to come. */
function drawn(answer: Awaited<ReturnType<typeof editLinks>>, links: Record<string, string>): string | null {
  if (answer.ok || answer.problem.code !== 'loop') return null;
  const { loop } = answer.problem.detail as { loop: LinkLoop };
  const name = (id: string) => Object.entries(links).find(([, one]) => one === id)?.[0] ?? id;
  return loop.map(({ node, link }) => `${node.slug} -${link ? name(link.id) : ''}> `).join('') + loop[0]?.node.slug;
}

test('a refused loop comes with its nodes and links, whichever edit would close it', async () => {
  const { sparks, links, edit, author } = await chain();
  const { a, b, c, d, e } = sparks;
  const one = await edit(add(c, a));
  expect(drawn(one, links)).toBe('a -ab> b -bc> c -> a');
  expect(!one.ok && one.problem.message).toBe(
    'Learning would go round in a circle: Spark a -> Spark b -> Spark c -> Spark a.',
  );
  const short = await author.link(a, c);
  expect(drawn(await edit({ op: 'reverse', id: short }), { ...links, short })).toBe('a -ab> b -bc> c -> a');
  expect(drawn(await edit({ op: 'remove', id: links.ab }, add(c, a)), { ...links, short })).toBe('a -short> c -> a');
  expect(drawn(await edit(add(c, d), add(d, e), add(e, b)), links)).toBe('b -bc> c -> d -> e -> b');
  expect(await edit({ op: 'remove', id: links.ab }, { op: 'remove', id: short }, add(c, a))).toMatchObject({
    ok: true,
  });
});

test('a link without a weight gets the usual one of its type, one that is to have none has none', async () => {
  const { sparks, edit, workspace } = await chain();
  await edit({ ...add(sparks.c, sparks.d) }, { ...add(sparks.d, sparks.e), weight: null } as LinkEdit);
  expect(
    await list(
      db.owner,
      "select weight from public.spark_links where workspace_id = $1 and link_type = 'related' order by weight",
      [workspace],
    ),
  ).toEqual([{ weight: 0.4 }, { weight: null }]);
});

test('a spark on a link finds itself a free name', async () => {
  const { client, workspace, links } = await chain();
  const made = await insertOnLink(client, workspace, { link_id: links.ab, concept_id: null, title: 'A!' });
  expect(made.ok && (await value(db.owner, 'select slug from public.sparks where id = $1', [made.data.id]))).toBe(
    'a-2',
  );
});
