import { describe, expect, test } from 'vitest';
import { acting } from '../support/acting.ts';
import { codeOf, stage, value } from '../support/authoring.ts';

const { db, sql, author, here, act, undo, undoable, content } = acting();

interface Saved {
  row: Record<string, unknown> | null;
  conflicts: Record<string, unknown>;
  change_set_id: string | null;
}

const save = (kind: string, owner: string, base: object, patch: object) =>
  act<Saved>('save_profile', kind, owner, JSON.stringify(base), JSON.stringify(patch));

describe('saving a profile', () => {
  test('the first word makes it, and undoing takes it away again', async () => {
    const concept = await author.concept(null);
    const saved = await undoable(() => save('unit_profile', concept, {}, { learner_level: 'beginner' }));
    expect(saved).toMatchObject({ row: { learner_level: 'beginner', version: 1 }, conflicts: {} });
  });

  test('is field by field: what somebody else changed is told, and everything else is saved', async () => {
    const concept = await author.concept(null);
    await save('unit_profile', concept, {}, { learner_level: 'beginner', flow_type: 'standard' });
    await save('unit_profile', concept, { learner_level: 'beginner' }, { learner_level: 'intermediate' });
    const late = await save(
      'unit_profile',
      concept,
      { learner_level: 'beginner', flow_type: 'standard' },
      { learner_level: 'expert', flow_type: 'short' },
    );
    expect(late).toMatchObject({
      row: { learner_level: 'intermediate', flow_type: 'short' },
      conflicts: { learner_level: 'intermediate' },
    });
  });

  test('who writes what is there already has no conflict and makes no version', async () => {
    const concept = await author.concept(null);
    await save('unit_profile', concept, {}, { learner_level: 'expert' });
    const same = await save('unit_profile', concept, { learner_level: 'beginner' }, { learner_level: 'expert' });
    expect(same).toMatchObject({ row: { version: 1 }, conflicts: {}, change_set_id: null });
  });

  test('two who say the first word at once both have it', async () => {
    const members = await db.members();
    const concept = await db.commitAsPerson(members.editor, async (person) => {
      const slug = `raced-${Date.now()}`;
      return value<string>(
        person,
        "insert into public.concepts (workspace_id, slug, title) values ($1, $2, 'Raced') returning id",
        [members.workspace, slug],
      );
    });
    const write = (patch: object) =>
      db.commitAsPerson(members.editor, (person) =>
        value<Saved>(person, "select public.save_profile($1, 'unit_profile', $2, '{}', $3)", [
          members.workspace,
          concept,
          JSON.stringify(patch),
        ]),
      );
    const both = await Promise.all([write({ learner_level: 'beginner' }), write({ flow_type: 'standard' })]);
    expect(both.map(({ conflicts }) => conflicts)).toEqual([{}, {}]);
    const row = await value(db.owner, 'select to_jsonb(p) from public.unit_profiles p where p.concept_id = $1', [
      concept,
    ]);
    expect(row).toMatchObject({ learner_level: 'beginner', flow_type: 'standard' });
  });

  test.each([
    ['a field that imports alone write', 'unit_profile', { external_id: 'x' }, 'TW006'],
    ['a field that a validator measures', 'lesson_profile', { gps_score: 1 }, 'TW006'],
    ['a field that there is not', 'unit_profile', { nothing: 1 }, 'TW006'],
    ['fields without a place', 'unit_profile', { extras: {} }, 'TW006'],
    ['a kind that is no profile', 'package', { body: {} }, 'TW006'],
    ['a value that is none of the field', 'lesson_profile', { bloom_level: 'sing' }, '22P02'],
    ['a value beyond its limits', 'unit_profile', { target_lesson_count: -1 }, '23514'],
  ])('refuses %s', async (_, kind, patch, code) => {
    const owner = kind === 'unit_profile' ? await author.concept(null) : await author.spark();
    expect(await codeOf(save(kind, owner, {}, patch))).toBe(code);
  });

  test('refuses what is not there', async () => {
    const concept = await author.concept(null);
    await act('trash', 'concept', concept);
    expect(await codeOf(save('unit_profile', concept, {}, { learner_level: 'x' }))).toBe('TW004');
    expect(await codeOf(act('read_profile', 'concept', concept))).toBe('TW004');
  });
});

describe('a profile', () => {
  test('goes into the trash with what it belongs to, and comes back with it', async () => {
    const concept = await author.concept(null);
    await save('unit_profile', concept, {}, { learner_level: 'beginner' });
    const before = await content();
    const trashed = await act<string>('trash', 'concept', concept);
    expect(
      await value(sql, 'select count(*)::int from public.unit_profiles where workspace_id = $1', [here.workspace]),
    ).toBe(0);
    await undo(trashed);
    expect(Object.keys(await content())).toEqual(Object.keys(before));
    expect(await act('read_profile', 'concept', concept)).toMatchObject({ profile: { learner_level: 'beginner' } });
  });

  test('is staged, and a later change of it is pending', async () => {
    const concept = await author.concept(null);
    await save('unit_profile', concept, {}, { learner_level: 'beginner' });
    expect((await stage(sql, here.workspace)).ok).toBe(true);
    expect(
      await value(
        sql,
        "select body ->> 'learner_level' from public.entity_versions where workspace_id = $1 and kind = 'unit_profile'",
        [here.workspace],
      ),
    ).toBe('beginner');
  });

  test('stands in the history of what it belongs to', async () => {
    const trail = await author.trail(await author.domain());
    const { change_set_id } = await save('course_profile', trail, {}, { course_brief: 'Goal' });
    expect(
      await value(sql, "select count(*)::int from private.below($1, 'trail', $2) b where b.kind = 'course_profile'", [
        here.workspace,
        trail,
      ]),
    ).toBe(1);
    expect(change_set_id).not.toBeNull();
  });

  test('comes back from a state that was saved when it had a column more', async () => {
    const trail = await author.trail(await author.domain());
    await save('course_profile', trail, {}, { course_brief: 'Goal' });
    const later = await save('course_profile', trail, { course_brief: 'Goal' }, { course_brief: 'Aim' });
    // As it was before the column went: history is not rewritten otherwise.
    await sql.query(`do $$ begin
      perform set_config('session_replication_role', 'replica', true);
      update public.revisions set body = body || '{"learning_objectives": ["One"]}' where kind = 'course_profile';
    end $$`);
    await undo(later.change_set_id);
    expect(await act('read_profile', 'trail', trail)).toMatchObject({ profile: { course_brief: 'Goal' } });
    const trashed = await act<string>('trash', 'trail', trail);
    await undo(trashed);
    expect(await act('read_profile', 'trail', trail)).toMatchObject({ profile: { course_brief: 'Goal' } });
  });

  test('counts what nobody types', async () => {
    const trail = await author.trail(await author.domain());
    const concept = await author.concept(trail);
    for (const slug of ['one', 'two']) await author.place(concept, await author.spark(slug, { estimated_mins: 30 }));
    expect(await act('read_profile', 'trail', trail)).toMatchObject({
      profile: null,
      counted: { modules: 1, lessons: 2, minutes: 60 },
    });
  });
});

describe('the recording of a lesson', () => {
  interface Media {
    audio: { path: string } | null;
    image: { path: string; alt_text: string | null } | null;
    is_audio_stale: boolean;
  }
  const media = (kind: string, id: string) => act<Media>('read_profile_media', kind, id);
  const isStale = async (spark: string) => (await media('spark', spark)).is_audio_stale;
  const told = {
    podcast_transcript: 'One',
    podcast_audio_object_id: 'a',
    podcast_generated_at: '2024-01-15T10:30:00Z',
  };

  test('is as new as its transcript where both came at once, whenever it was made', async () => {
    const spark = await author.spark();
    await save('lesson_profile', spark, {}, told);
    expect(await isStale(spark)).toBe(false);
  });

  test('is older once the transcript is written anew, and new again once it is made again', async () => {
    const spark = await author.spark();
    await save('lesson_profile', spark, {}, told);
    const written = await save('lesson_profile', spark, told, { podcast_transcript: 'Two' });
    expect(await isStale(spark)).toBe(true);
    await save('lesson_profile', spark, {}, { podcast_voice: 'calm' });
    expect(await isStale(spark)).toBe(true);
    await save('lesson_profile', spark, told, { podcast_audio_object_id: 'b' });
    expect(await isStale(spark)).toBe(false);
    expect(written.change_set_id).not.toBeNull();
  });

  test('is older than a transcript that was written after it for the first time', async () => {
    const spark = await author.spark();
    const { podcast_transcript, ...audio } = told;
    await save('lesson_profile', spark, {}, audio);
    await save('lesson_profile', spark, {}, { podcast_transcript });
    expect(await isStale(spark)).toBe(true);
  });

  test('speaks what the lesson says once its transcript is changed back, and nothing else where it is cleared', async () => {
    const spark = await author.spark();
    await save('lesson_profile', spark, {}, told);
    await save('lesson_profile', spark, told, { podcast_transcript: 'Two' });
    await save('lesson_profile', spark, { podcast_transcript: 'Two' }, { podcast_transcript: 'One' });
    expect(await isStale(spark)).toBe(false);
    await save('lesson_profile', spark, told, { podcast_transcript: null });
    expect(await isStale(spark)).toBe(false);
  });

  test('that there is not is never stale', async () => {
    const spark = await author.spark();
    expect(await isStale(spark)).toBe(false);
    await save('lesson_profile', spark, {}, { podcast_transcript: 'One' });
    await save('lesson_profile', spark, { podcast_transcript: 'One' }, { podcast_transcript: 'Two' });
    expect(await isStale(spark)).toBe(false);
  });

  test('and the picture of a unit are files of the workspace by path, key or address', async () => {
    const sha256 = 'ab'.repeat(32);
    await author.add('assets', { path: 'sound/first.mp3', media_type: 'audio/mpeg', sha256, alt_text: 'A plant' });
    const spark = await author.spark();
    for (const name of ['sound/first.mp3', sha256.slice(0, 32), `/assets/${sha256.slice(0, 32)}/first.mp3`]) {
      const { podcast_audio_object_id: now } = ((
        await act<{ profile: Record<string, unknown> | null }>('read_profile', 'spark', spark)
      ).profile ?? {}) as Record<string, unknown>;
      await save('lesson_profile', spark, { podcast_audio_object_id: now ?? null }, { podcast_audio_object_id: name });
      expect((await media('spark', spark)).audio, name).toMatchObject({ path: 'sound/first.mp3' });
    }
    const concept = await author.concept(null);
    await author.add('unit_profiles', { concept_id: concept, art_image: '{"size": 3, "file": "sound/first.mp3"}' });
    expect((await media('concept', concept)).image).toMatchObject({ path: 'sound/first.mp3', alt_text: 'A plant' });
    expect(await codeOf(act('read_profile_media', 'trail', concept))).toBe('TW006');
    expect(await codeOf(act('read_profile_media', 'spark', concept))).toBe('TW004');
  });
});
