import { describe, expect, test } from 'vitest';
import { createContent, createKey, promote, stageAll, stageAndPromote } from '../support/content-fixture.ts';
import { contentServing, type Headers, handle, refusal, slugsOf } from '../support/content-serving.ts';

const { db, content, closed, front, get, read } = contentServing();

describe('answers', () => {
  test.each([
    '/snapshot',
    '/domains',
    '/trails',
    '/trails?domain=data',
    '/trails/sql',
    '/concepts',
    '/concepts/alone',
    '/sparks',
    '/sparks/select',
    '/sparks/select?format=md',
    '/sparks/select?format=html',
    '/sparks/select/package',
    '/beacons',
    '/graph',
    '/graph?level=concept&trail=sql',
    '/path?to=join',
    '/search?q=clause',
  ])('%s: cold and hot are the same, with tag, snapshot and 304', async (path) => {
    const cold = await get(path);
    expect(cold.status).toBe(200);
    expect(cold.headers.get('x-snapshot-id')).toBe(content.snapshot_id);
    const etag = cold.headers.get('etag') as string;
    expect(etag).toMatch(/^"[\w-]{24}"$/);
    const before = front.misses;
    const hot = await read(path, { 'accept-encoding': 'identity' });
    expect(front.misses).toBe(before);
    expect(await hot.text()).toBe(await cold.text());
    for (const [name, value] of cold.headers) expect(hot.headers.get(name), name).toBe(value);
    for (const ask of [get, read]) {
      const again = await ask(path, { 'if-none-match': `"other", W/${etag}` });
      expect(again.status).toBe(304);
      expect(again.headers.get('etag')).toContain(etag.slice(0, -1));
      expect(again.headers.get('content-length')).toBeNull();
      expect(await again.text()).toBe('');
      expect((await ask(path, { 'if-none-match': '"other"' })).status).toBe(200);
    }
    const tags = new Set([etag]);
    for (const other of ['/trails/first', '/sparks/where']) tags.add((await get(other)).headers.get('etag') as string);
    expect(tags.size).toBeGreaterThanOrEqual(2);
  });

  test('lessons as JSON, Markdown and safe HTML', async () => {
    await db.owner.query('select 1');
    expect(await (await get('/sparks/select?format=md')).text()).toContain('# select\n');
    const html = await get('/sparks/select?format=html');
    expect(await html.text()).toContain('<strong>select</strong>');
    expect(html.headers.get('content-security-policy')).toContain('sandbox');
    expect(await (await get('/sparks/select')).json()).toMatchObject({ slug: 'select', has_package: true });
  });

  test('compressed bytes have a tag of their own', async () => {
    // The first answer of a representation comes through Next.js, which compresses by itself.
    expect((await get('/graph', { 'accept-encoding': 'gzip' })).headers.get('content-encoding')).toBeNull();
    const zipped = await read('/graph', { 'accept-encoding': 'br, gzip;q=0.8' });
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    const etag = zipped.headers.get('etag') as string;
    expect(etag).toMatch(/-gz"$/);
    expect(zipped.headers.get('cache-control')).toContain('no-transform');
    expect((await read('/graph', { 'accept-encoding': 'gzip', 'if-none-match': etag })).status).toBe(304);
    expect((await read('/graph', { 'accept-encoding': 'gzip;q=0' })).headers.get('content-encoding')).toBeNull();
    expect(await (await read('/graph')).json()).toEqual(await (await get('/graph')).json());
  });

  test('a path leaves out what is known, and says what would help', async () => {
    const path = async (query: string) => (await (await get(`/path?${query}`)).json()) as Record<string, never>;
    expect(await path('to=join')).toMatchObject({
      steps: [{ slug: 'select' }, { slug: 'where' }, { slug: 'join' }],
      total_mins: 15,
      recommended: [{ slug: 'loose', before: 'join' }],
    });
    expect(await path('to=join&known=where,gone')).toMatchObject({ steps: [{ slug: 'join' }], unknown: ['gone'] });
    expect(await path('to=joins&level=concept')).toMatchObject({ steps: [{ slug: 'basics' }, { slug: 'joins' }] });
    expect((await get('/path?to=hidden-spark')).status).toBe(404);
  });

  test('search marks what it found and lets no markup through', async () => {
    const found = (await (await get('/search?q=select')).json()) as {
      data: { slug: string; excerpt: string; excerpt_html: string }[];
    };
    expect(found.data[0]?.slug).toBe('select');
    expect(found.data[0]?.excerpt_html).toContain('<mark>select</mark>');
    expect(found.data[0]?.excerpt).not.toContain('<');
  });
});

describe('lists', () => {
  test('pages follow each other without gaps, and keep to their snapshot', async () => {
    const other = await createContent(db);
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const answer: Response = await get(`/sparks?limit=2${next && `&cursor=${next}`}`, {}, other);
      expect(answer.headers.get('x-snapshot-id')).toBe(other.snapshot_id);
      const page = (await answer.json()) as { data: { slug: string }[]; next_cursor: string | null };
      seen.push(...page.data.map(({ slug }) => slug));
      next = page.next_cursor;
      if (seen.length === 2) {
        await db.owner.query("update public.sparks set slug = 'zzz' where id = $1", [other.ids.solo]);
        await stageAndPromote(db.owner, other.workspace_id);
      }
    }
    expect(seen).toEqual(['join', 'loose', 'select', 'solo', 'where']);
  });

  test('search is paged by rank', async () => {
    const all = await slugsOf(await get('/search?q=clause'));
    const first = (await (await get('/search?q=clause&limit=2')).json()) as { next_cursor: string };
    const rest = await slugsOf(await get(`/search?q=clause&cursor=${first.next_cursor}`));
    expect(rest).toEqual(all.slice(2));
  });

  test('a cursor of another list, of another snapshot, or of nobody is refused', async () => {
    const { next_cursor } = (await (await get('/sparks?limit=1')).json()) as { next_cursor: string };
    for (const path of [
      `/trails?cursor=${next_cursor}`,
      `/sparks?beacon=query&cursor=${next_cursor}`,
      `/sparks?snapshot=${crypto.randomUUID()}&cursor=${next_cursor}`,
      '/sparks?cursor=nonsense',
    ]) {
      const document = await refusal(await get(path));
      expect(document, path).toMatchObject({ code: 'invalid_parameters', errors: [{ parameter: 'cursor' }] });
    }
    // A cursor names a snapshot, which gives nobody a right to it.
    const foreign = (await (await get('/sparks?limit=1', await keyed(), closed)).json()) as { next_cursor: string };
    expect(await refusal(await get(`/sparks?cursor=${foreign.next_cursor}`))).toMatchObject({
      code: 'snapshot_not_found',
    });
  });
});

async function keyed(): Promise<Headers> {
  return { authorization: `Bearer ${(await createKey(db.owner, closed.workspace_id)).key}` };
}

describe('snapshots', () => {
  const title = async (answer: Response) => ((await answer.json()) as { title: string }).title;

  test('a promotion and a rollback are seen by the next read; an exact snapshot stays', async () => {
    const other = await createContent(db);
    const path = '/sparks/join';
    expect(await title(await read(path, {}, other))).toBe('JOIN');
    await db.owner.query("update public.sparks set title = 'Joined' where id = $1", [other.ids.join]);
    expect(await title(await read(path, {}, other))).toBe('JOIN');
    const second = await stageAndPromote(db.owner, other.workspace_id);
    const current = await read(path, {}, other);
    expect(current.headers.get('cache-control')).toBe('public, max-age=5, stale-while-revalidate=30');
    expect(current.headers.get('x-snapshot-id')).toBe(second);
    expect(await title(current)).toBe('Joined');

    for (const ask of [get, read, read]) {
      const exact = await ask(`${path}?snapshot=${other.snapshot_id}`, {}, other);
      expect(exact.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(await title(exact)).toBe('JOIN');
    }
    await db.owner.query('select public.rollback_snapshot($1)', [other.workspace_id]);
    const before = front.misses;
    expect(await title(await read(path, {}, other))).toBe('JOIN');
    // The pointer is asked for anew, the answer is still in memory.
    expect(front.misses).toBe(before + 1);
    await read(path, {}, other);
    expect(front.misses).toBe(before + 1);
  });

  test('what a promotion did not change keeps its tag; what it changed has another one', async () => {
    const other = await createContent(db);
    const paths = ['/sparks/select', '/sparks/select/package', '/sparks/where?format=html', '/beacons'];
    const tags = async () => {
      const answers = await Promise.all([...paths, '/sparks/join'].map((path) => read(path, {}, other)));
      return answers.map((answer) => answer.headers.get('etag') ?? '');
    };
    const before = await tags();
    await db.owner.query("update public.sparks set content_md = '# Another' where id = $1", [other.ids.join]);
    const promoted = await stageAndPromote(db.owner, other.workspace_id);
    const after = await tags();
    expect(after.slice(0, -1)).toEqual(before.slice(0, -1));
    expect(after.at(-1)).not.toBe(before.at(-1));
    const again = await read(paths[1] ?? '', { 'if-none-match': before[1] ?? '' }, other);
    expect([again.status, again.headers.get('x-snapshot-id')]).toEqual([304, promoted]);
  });

  test('are right while connections that look are cut again and again', async () => {
    const other = await createContent(db);
    await read('/sparks/join', {}, other);
    for (let round = 0; round < 5; round++) {
      await db.owner.query('update public.sparks set title = $2 where id = $1', [other.ids.join, `Cut ${round}`]);
      await stageAndPromote(db.owner, other.workspace_id);
      await db.owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'trailwright readers' and datname = current_database()`,
      );
      expect(await title(await read('/sparks/join', {}, other))).toBe(`Cut ${round}`);
    }
  });

  test('readers in a crowd never go back once one of them saw the new snapshot after it was announced', async () => {
    const other = await createContent(db);
    const seqs = new Map([[other.snapshot_id, 1]]);
    let announced = 1;
    const ask = async (): Promise<void> => {
      const from = announced;
      const answer = await read('/snapshot', {}, other);
      expect(seqs.get(answer.headers.get('x-snapshot-id') as string)).toBeGreaterThanOrEqual(from);
      await answer.arrayBuffer();
    };
    let stop = false;
    const crowd = Array.from({ length: 8 }, async () => {
      while (!stop) await ask();
    });
    for (let round = 2; round <= 8; round++) {
      await db.owner.query('update public.sparks set title = $2 where id = $1', [other.ids.join, `Round ${round}`]);
      const staged = await stageAll(db.owner, other.workspace_id);
      seqs.set(staged, round);
      await promote(db.owner, staged);
      announced = round;
    }
    stop = true;
    await Promise.all(crowd);
  });

  test('drafts, foreign and removed snapshots are not there; a ready one is for members', async () => {
    const other = await createContent(db);
    await db.owner.query("update public.sparks set title = 'Next' where id = $1", [other.ids.join]);
    const ready = await stageAll(db.owner, other.workspace_id);
    for (const id of [ready, closed.snapshot_id, crypto.randomUUID()]) {
      expect(await refusal(await get(`/snapshot?snapshot=${id}`, {}, other))).toMatchObject({
        code: 'snapshot_not_found',
      });
    }
    const member = await (await db.gateway()).signUp();
    await db.addMember(other.workspace_id, member.id, 'editor');
    const { data } = await member.client.auth.getSession();
    const asMember = { authorization: `Bearer ${data.session?.access_token}` };
    const answer = await get(`/sparks/join?snapshot=${ready}`, asMember, other);
    expect(answer.headers.get('cache-control')).toContain('private');
    expect(await title(answer)).toBe('Next');
    // What a member has read is in memory now, and still not for others.
    for (const ask of [get, read]) {
      expect(await refusal(await ask(`/sparks/join?snapshot=${ready}`, {}, other))).toMatchObject({
        code: 'snapshot_not_found',
      });
    }
    const empty = await db.createWorkspace('nothing-here', { open: true });
    expect(await refusal(await handle('GET', 'http://x/api/v1/nothing-here/trails'))).toMatchObject({
      code: 'nothing_promoted',
    });
    expect(empty).toBeTruthy();
    const liar = { authorization: 'Bearer not.a.token' };
    expect(await refusal(await get('/snapshot', liar))).toMatchObject({ code: 'unauthenticated' });
  });
});

describe('keys', () => {
  test('open a closed workspace, by either header, until they are revoked', async () => {
    const { id, key } = await createKey(db.owner, closed.workspace_id);
    const nowhere = await refusal(await handle('GET', 'http://x/api/v1/no-such-place/trails'));
    expect(nowhere.code).toBe('workspace_not_found');
    const foreign = await createKey(db.owner, content.workspace_id);
    for (const headers of [
      {},
      { 'x-content-key': 'twk_wrong' },
      { authorization: `Bearer ${foreign.key}` },
    ] as Headers[]) {
      expect(await refusal(await get('/trails', headers, closed))).toEqual(nowhere);
    }
    for (const headers of [{ authorization: `Bearer ${key}` }, { 'x-content-key': key }] as Headers[]) {
      const answer = await get('/trails', headers, closed);
      expect(await slugsOf(answer)).toEqual(['first', 'sql']);
      expect(answer.headers.get('cache-control')).toBe('private, max-age=5, stale-while-revalidate=30');
      expect(answer.headers.get('vary')).toBe('Accept-Encoding, Authorization, X-Content-Key');
    }
    const before = front.misses;
    expect((await read('/trails', { 'x-content-key': key }, closed)).status).toBe(200);
    expect(front.misses).toBe(before);
    // Known to memory, and yet only with the key.
    expect((await read('/trails', {}, closed)).status).toBe(404);
    expect((await read('/trails', { 'x-content-key': foreign.key }, closed)).status).toBe(404);

    await db.owner.query('update public.content_keys set revoked_at = now() where id = $1', [id]);
    expect(await refusal(await read('/trails', { 'x-content-key': key }, closed))).toEqual(nowhere);
  });

  test('a workspace that is closed is closed at once, one that is opened open', async () => {
    const other = await createContent(db);
    expect((await read('/trails', {}, other)).status).toBe(200);
    const set = async (open: boolean) => {
      await db.owner.query('update public.workspaces set content_is_open = $2 where id = $1', [
        other.workspace_id,
        open,
      ]);
    };
    await set(false);
    expect((await read('/trails', {}, other)).status).toBe(404);
    await set(true);
    expect((await read('/trails', {}, other)).status).toBe(200);
  });
});

describe('refusals and methods', () => {
  test('every bad parameter is named', async () => {
    const document = await refusal(await get('/search?limit=x&snapshot=1&colour=red'));
    expect(document.errors?.map(({ parameter }) => parameter).toSorted()).toEqual(['colour', 'limit', 'q', 'snapshot']);
  });

  test('what is not there, or not published, is not found', async () => {
    for (const path of [
      '/trails/secret',
      '/sparks/hidden-spark',
      '/sparks/only-in-draft',
      '/sparks/No%20Slug',
      '/sparks/join/package',
      '/graph?trail=secret',
    ]) {
      expect(await refusal(await get(path)), path).toMatchObject({ code: 'not_found' });
    }
    for (const path of ['', '/', '/nothing', '/domains/data', '/sparks/a/b/c']) {
      expect(await refusal(await get(path)), path).toMatchObject({ code: 'unknown_resource' });
    }
  });

  test('a renamed slug is redirected, query and all', async () => {
    const other = await createContent(db);
    await db.owner.query("update public.sparks set slug = 'filter' where id = $1", [other.ids.where]);
    await db.owner.query("update public.trails set slug = 'structured' where id = $1", [other.ids.sql]);
    await stageAndPromote(db.owner, other.workspace_id);
    const moved = async (path: string) => {
      const answer = await read(path, {}, other);
      expect(answer.status).toBe(308);
      return answer.headers.get('location')?.replace(`/api/v1/${other.slug}`, '');
    };
    expect(await moved('/sparks/where?format=md')).toBe('/sparks/filter?format=md');
    expect(await moved('/trails/sql')).toBe('/trails/structured');
    expect(await moved('/path?to=where&known=select')).toBe('/path?to=filter&known=select');
    const path = await (await get('/path?to=join&known=where', {}, other)).json();
    expect(path).toMatchObject({ steps: [{ slug: 'join' }], unknown: [] });
    expect((await get(`/sparks/where?snapshot=${other.snapshot_id}`, {}, other)).status).toBe(200);
    await db.owner.query("update public.sparks set content_md = '[a](spark:where) [b](spark:nowhere)' where id = $1", [
      other.ids.join,
    ]);
    await stageAndPromote(db.owner, other.workspace_id);
    const html = await (await get('/sparks/join?format=html', {}, other)).text();
    expect(html).toContain('href="./filter?format=html"');
    expect(html).toContain('spark-missing');
  });

  test('HEAD, OPTIONS, and nothing that writes', async () => {
    for (const path of ['/trails', '/trails/secret']) {
      const [whole, head] = [await get(path), await handle('HEAD', `http://x/api/v1/${content.slug}${path}`)];
      expect(head.status).toBe(whole.status);
      expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(whole.headers));
      expect(await head.text()).toBe('');
    }
    const hot = await fetch(`${front.address}/api/v1/${content.slug}/trails`, { method: 'HEAD' });
    expect(Number(hot.headers.get('content-length'))).toBeGreaterThan(100);

    const options = await handle('OPTIONS', `http://x/api/v1/${content.slug}/trails`);
    expect(options.status).toBe(204);
    expect(options.headers.get('access-control-allow-headers')).toContain('Authorization');
    expect((await get('/trails')).headers.get('access-control-allow-origin')).toBe('*');
    for (const method of ['POST', 'DELETE']) {
      const answer = await handle(method, `http://x/api/v1/${content.slug}/trails`);
      expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
      expect(await refusal(answer)).toMatchObject({ code: 'method_not_allowed', status: 405 });
    }
  });
});
