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
