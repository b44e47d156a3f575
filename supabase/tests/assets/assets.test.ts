import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { SAMPLES } from '#lib/assets/services/samples.cases.ts';
import { assetAddress, assetKey } from '#lib/base/core/asset-address.ts';
import { assetStudio, bytesOf, get, newSvg, newText } from '../support/asset-fixture.ts';
import { Author, fresh, value } from '../support/authoring.ts';
import { createKey, stageAndPromote } from '../support/content-fixture.ts';

const { db, people, here, upload, added, ownWorkspace } = assetStudio();

describe('uploading', () => {
  test('a file comes back byte by byte, for members of its workspace only', async () => {
    const asset = await added(here.workspace, 'The plan.png', SAMPLES.png);
    expect(asset).toMatchObject({ path: 'The-plan.png', media_type: 'image/png', width: 2, height: 3, is_new: true });
    const mine = await get(people.editor, asset.sha256);
    expect(await bytesOf(mine)).toEqual(SAMPLES.png);
    for (const other of [people.stranger, people.anonymous]) {
      expect(await get(other, asset.sha256)).toMatchObject({ ok: false, problem: { code: 'not_found' } });
    }
    const again = await get(people.editor, asset.sha256, { ifNoneMatch: `"${assetKey(asset.sha256)}"` });
    expect(again).toMatchObject({ ok: true, data: { status: 304, body: null } });
  });

  test('the same bytes twice are one file, also at the same moment; the same name gets a number', async () => {
    const text = newText();
    const both = await Promise.all([
      added(here.workspace, 'notes.txt', text),
      added(here.workspace, 'other.txt', text),
    ]);
    expect(both.map(({ is_new }) => is_new).sort()).toEqual([false, true]);
    expect(both[0].id).toBe(both[1].id);
    const first = await added(here.workspace, 'same.txt', newText());
    const second = await added(here.workspace, 'same.txt', newText());
    expect([first.path, second.path]).toEqual(['same.txt', 'same-2.txt']);
    const elsewhere = await ownWorkspace();
    expect(await added(elsewhere.id, 'notes.txt', text)).toMatchObject({ is_new: true });
  });

  test('strangers and people without a name upload nothing', async () => {
    for (const other of [people.stranger, people.anonymous]) {
      expect(await upload(other, here.workspace, 'a.txt', newText())).toMatchObject({
        ok: false,
        problem: { code: 'forbidden' },
      });
    }
    const name = `${here.workspace}/${'ab'.repeat(32)}`;
    expect((await people.anonymous.storage.from('assets').upload(name, Buffer.from('x'))).error).not.toBeNull();
    // Nor does an people.editor put anything where no digest leads, or in another bucket.
    expect(
      (await people.editor.storage.from('assets').upload(`${here.workspace}/page.html`, Buffer.from('x'))).error,
    ).not.toBeNull();
    expect((await people.editor.storage.from('other').upload(name, Buffer.from('x'))).error).not.toBeNull();
  });

  test('a drawing is stored without its scripts, and handed out so that nothing could run', async () => {
    const asset = await added(here.workspace, 'evil.svg', SAMPLES.svgWithScript);
    const delivered = await get(people.editor, asset.sha256);
    expect((await bytesOf(delivered)).toString()).not.toMatch(/script|onload/);
    expect(delivered).toMatchObject({
      data: {
        headers: {
          'content-type': 'image/svg+xml',
          'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
          'x-content-type-options': 'nosniff',
          'cache-control': 'private, max-age=31536000, immutable',
        },
      },
    });
  });

  test('what is no image is for saving, under its name', async () => {
    const asset = await added(here.workspace, 'Größe.txt', newText());
    expect(await get(people.editor, asset.sha256)).toMatchObject({
      data: {
        headers: {
          'content-type': 'application/octet-stream',
          'content-disposition': "attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe.txt",
        },
      },
    });
  });

  test('a type that somebody made up is for saving as well', async () => {
    const asset = await added(here.workspace, 'made-up.txt', newText());
    await db.owner.query("update public.assets set media_type = 'text/html' where id = $1", [asset.id]);
    expect(await get(people.editor, asset.sha256)).toMatchObject({
      data: { headers: { 'content-type': 'application/octet-stream' } },
    });
  });

  test('a file without bytes is not entered; one that a bundle named is filled by uploading it', async () => {
    const text = newText();
    const sha256 = createHash('sha256').update(text).digest('hex');
    const refused = await people.editor.rpc('add_asset', {
      p_workspace: here.workspace,
      p_path: 'a.txt',
      p_media_type: 'text/plain',
      p_byte_size: 1,
      p_sha256: sha256,
    });
    expect(refused.error?.code).toBe('TW002');
    const id = await new Author(db.owner, here.workspace).add('assets', {
      path: 'from/bundle.txt',
      media_type: 'text/plain',
      sha256,
    });
    expect(await get(people.editor, sha256)).toMatchObject({ ok: false });
    expect(await added(here.workspace, 'bundle.txt', text)).toMatchObject({
      id,
      path: 'from/bundle.txt',
      is_new: false,
    });
    expect((await bytesOf(await get(people.editor, sha256))).toString()).toBe(text);
  });

  test('what a bundle said of a file gives way to what its bytes say', async () => {
    const bytes = newSvg();
    const probe = await ownWorkspace();
    const { sha256, byte_size } = await added(probe.id, 'map.svg', bytes);
    await new Author(db.owner, here.workspace).add('assets', {
      path: 'map.svg',
      media_type: 'image/svg',
      byte_size: 1,
      sha256,
      alt_text: 'A map',
    });
    const said = { media_type: 'image/svg+xml', byte_size, width: 8, height: 4, alt_text: 'A map' };
    const version = () =>
      value<number>(db.owner, 'select version from public.assets where workspace_id = $1 and sha256 = $2', [
        here.workspace,
        sha256,
      ]);
    expect(await added(here.workspace, 'map.svg', bytes)).toMatchObject({ is_new: false, ...said });
    const after = await version();
    expect(await added(here.workspace, 'map.svg', bytes)).toMatchObject({ is_new: false, ...said });
    expect(await version()).toBe(after);
  });

  test('what a file is follows from its bytes: nobody changes that, everybody may describe it', async () => {
    const asset = await added(here.workspace, 'fixed.txt', newText());
    const change = (patch: object) =>
      people.editor
        .from('assets')
        .update(patch as never)
        .eq('id', asset.id)
        .select('id');
    for (const patch of [{ sha256: 'ab'.repeat(32) }, { media_type: 'text/html' }, { byte_size: 1 }, { width: 1 }]) {
      expect((await change(patch)).error?.code).toBe('42501');
    }
    expect((await change({ alt_text: 'Words' })).data).toHaveLength(1);
    expect(
      (await people.stranger.from('assets').update({ alt_text: 'x' }).eq('id', asset.id).select('id')).data,
    ).toEqual([]);
  });
});

describe('who reads', () => {
  test('readers get what is in the current snapshot: openly, or with a key', async () => {
    for (const open of [true, false]) {
      const { id, author } = await ownWorkspace({ open });
      const shown = await added(id, 'shown.svg', newSvg());
      await author.spark(fresh('lesson'), { is_published: true, content_md: `![Shown](${assetAddress(shown)})` });
      expect(await get(people.anonymous, shown.sha256), 'before promotion').toMatchObject({ ok: false });
      await stageAndPromote(db.owner, id);
      const later = await added(id, 'later.svg', newSvg());

      const key = await createKey(db.owner, id);
      const foreign = await createKey(db.owner, here.workspace);
      const withKey = (key_hash: string) => get(people.anonymous, shown.sha256, { key_hash });
      expect((await withKey(key.hash)).ok).toBe(true);
      for (const reader of [people.anonymous, people.stranger]) expect((await get(reader, shown.sha256)).ok).toBe(open);
      expect((await withKey(foreign.hash)).ok).toBe(open);
      expect(await get(people.anonymous, later.sha256, { key_hash: key.hash }), 'not published').toMatchObject({
        ok: false,
      });
      expect((await get(people.anonymous, shown.sha256, { key_hash: key.hash })).ok && open).toBe(open);
      await db.owner.query('update public.content_keys set revoked_at = now() where id = $1', [key.id]);
      expect((await withKey(key.hash)).ok).toBe(open);
      // Storage itself tells nobody what there is, and signs nothing.
      expect((await people.anonymous.storage.from('assets').list(id)).data ?? []).toEqual([]);
      expect(
        (await people.anonymous.storage.from('assets').createSignedUrl(`${id}/${shown.sha256}`, 60)).error,
      ).not.toBeNull();
      expect((await people.anonymous.storage.from('assets').download(`${id}/${later.sha256}`)).error).not.toBeNull();
    }
  });

  test('a snapshot keeps what it shows after the file has gone from the working content', async () => {
    const { id, author } = await ownWorkspace({ open: true });
    const shown = await added(id, 'shown.svg', newSvg());
    const spark = await author.spark(fresh('lesson'), {
      is_published: true,
      content_md: `![a](${assetAddress(shown)})`,
    });
    await stageAndPromote(db.owner, id);
    await db.owner.query("update public.sparks set content_md = 'none' where id = $1", [spark]);
    const trash = await value<string>(db.owner, "select public.trash($1, 'asset', $2)", [id, shown.id]);
    await db.owner.query('select public.purge_trash($1)', [trash]);
    expect((await get(people.anonymous, shown.sha256)).ok).toBe(true);
    await stageAndPromote(db.owner, id);
    expect((await get(people.anonymous, shown.sha256)).ok).toBe(false);
  });
});
