import { describe, expect, test } from 'vitest';
import { acting } from '../support/acting.ts';
import { codeOf, value } from '../support/authoring.ts';

const { db, sql, author, act, undo, undoable } = acting();

interface Saved {
  row: Record<string, unknown> | null;
  conflicts: Record<string, unknown>;
  change_set_id: string | null;
}
interface Listed {
  id: string;
  display_name: string;
  courses: { title: string; voice_fidelity: number | null }[];
}

const persona = (slug: string, display_name: string) => author.add('personas', { slug, display_name });
const save = (id: string, base: object, patch: object) =>
  act<Saved>('save_profile', 'persona', id, JSON.stringify(base), JSON.stringify(patch));
const listed = () => act<Listed[]>('read_personas');

describe('a persona', () => {
  test('is saved field by field, and each save is undone by itself', async () => {
    const id = await persona('ana', 'Ana');
    const saved = await undoable(() => save(id, { display_name: 'Ana' }, { display_name: 'Ana Silva' }));
    expect(saved).toMatchObject({ row: { display_name: 'Ana Silva' }, conflicts: {} });
    const late = await save(
      id,
      { display_name: 'Ana', voice_profile: null },
      { display_name: 'Anna', voice_profile: { tone: 'Calm' } },
    );
    expect(late).toMatchObject({
      row: { display_name: 'Ana Silva', voice_profile: { tone: 'Calm' } },
      conflicts: { display_name: 'Ana Silva' },
    });
  });

  test.each([
    ['its id from outside', { external_id: 'x' }, 'TW006'],
    ['fields without a place', { extras: {} }, 'TW006'],
    ['its workspace', { workspace_id: '00000000-0000-4000-8000-000000000000' }, 'TW006'],
    ['a name of one letter', { display_name: 'A' }, '23514'],
    ['a voice that is no record', { voice_profile: [] }, '23514'],
  ])('refuses %s', async (_, patch, code) => {
    expect(await codeOf(save(await persona('ana', 'Ana'), { voice_profile: null, display_name: 'Ana' }, patch))).toBe(
      code,
    );
  });

  test('has a slug that no other has', async () => {
    await persona('ana', 'Ana');
    const other = await persona('ben', 'Ben');
    expect(await codeOf(save(other, { slug: 'ben' }, { slug: 'ana' }))).toBe('23505');
  });

  test('is listed by name with the courses that use it', async () => {
    const ana = await persona('ana', 'ana');
    await persona('ben', 'Ben');
    const trail = await author.trail(await author.domain(), 'farm');
    await act('save_profile', 'course_profile', trail, '{}', JSON.stringify({ persona_id: ana }));
    expect(await listed()).toMatchObject([
      { id: ana, display_name: 'ana', courses: [{ title: 'Trail farm', voice_fidelity: null }] },
      { display_name: 'Ben', courses: [] },
    ]);
  });

  test('goes to the trash while its course goes on without one, and undoing brings both back', async () => {
    const ana = await persona('ana', 'Ana');
    const trail = await author.trail(await author.domain());
    await act('save_profile', 'course_profile', trail, '{}', JSON.stringify({ persona_id: ana, tool_name: 'Pi' }));
    const chosen = () => value(sql, 'select persona_id from public.course_profiles where trail_id = $1', [trail]);
    const trashed = await act<string>('trash', 'persona', ana);
    expect(await listed()).toEqual([]);
    expect(await chosen()).toBeNull();
    expect(await codeOf(save(ana, {}, { display_name: 'Ann' }))).toBe('TW004');
    await undo(trashed);
    expect(await listed()).toMatchObject([{ id: ana, courses: [{}] }]);
    expect(await chosen()).toBe(ana);
  });

  test('that is deleted while somebody saves it is either saved first or gone, never made anew', async () => {
    const members = await db.members();
    const id = await db.commitAsPerson(members.editor, (person) =>
      value<string>(
        person,
        "insert into public.personas (workspace_id, slug, display_name) values ($1, $2, 'Raced') returning id",
        [members.workspace, `raced-${Date.now()}`],
      ),
    );
    const saving = db
      .commitAsPerson(members.editor, (person) =>
        value(
          person,
          'select public.save_profile($1, \'persona\', $2, \'{"display_name": "Raced"}\', \'{"display_name": "Saved"}\')',
          [members.workspace, id],
        ),
      )
      .then(
        () => 'saved',
        (error) => error.code,
      );
    const trashing = db.commitAsPerson(members.editor, (person) =>
      value(person, "select public.trash($1, 'persona', $2)", [members.workspace, id]),
    );
    const [outcome] = await Promise.all([saving, trashing]);
    expect(['saved', 'TW004']).toContain(outcome);
    expect(
      await value(db.owner, 'select count(*)::int from public.personas where id = $1 and workspace_id = $2', [
        id,
        members.workspace,
      ]),
    ).toBe(0);
  });
});
