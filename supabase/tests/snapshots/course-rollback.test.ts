import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeOf, value, workingContent } from '../support/authoring.ts';
import { coursing } from '../support/coursing.ts';

// Whatever people do to a course after a version of it, rolling back makes the course what it was then, and undoing that makes the whole
// workspace what it was before.

const w = coursing();
const { db, sql, author, here, who, course } = w;

const KINDS = [
  'text',
  'rename',
  'add_lesson',
  'trash_lesson',
  'trash_module',
  'add_module',
  'move_module',
  'reorder',
  'place_loose',
  'remove_place',
  'move_place',
  'link',
  'unlink',
  'exercises',
  'objective',
  'slug',
] as const;
interface Act {
  do: (typeof KINDS)[number];
  one: number;
  two: number;
}
const act: fc.Arbitrary<Act> = fc.record({ do: fc.constantFrom(...KINDS), one: fc.nat(5), two: fc.nat(3) });

/** What an act may be refused with: a loop, nothing there any more, something that depends on it, or that it exists already. */
const REFUSALS = [null, 'TW001', 'TW004', 'TW005', 'TW006', '23503', '23505', '23514'];

/** Does it as the editor, whatever is there still; what is refused changes nothing. */
async function does({ do: what, one, two }: Act, nth: number): Promise<string | null> {
  const lessons = [...course.lessons, course.loose];
  const lesson = lessons[one % lessons.length] as string;
  const other = lessons[(one + two + 1) % lessons.length] as string;
  const module = course.modules[two % 2] as string;
  const run = (text: string, values: unknown[]) =>
    codeOf(db.commitAsPerson(who.editor, (as) => as.query(text, values)));
  const id = here.workspace;
  switch (what) {
    case 'text':
      return run('update public.sparks set content_md = $2 where id = $1', [lesson, `Words ${nth}`]);
    case 'rename':
      return run('update public.concepts set title = $2 where id = $1', [module, `Module ${nth}`]);
    case 'add_lesson':
      return codeOf(author.spark().then((made) => author.place(module, made, one)));
    case 'trash_lesson':
      return run("select public.trash($1, 'spark', $2)", [id, lesson]);
    case 'trash_module':
      return run("select public.trash($1, 'concept', $2, $3)", [id, module, one % 2 === 0]);
    case 'add_module':
      return codeOf(author.concept(course.trail).then((made) => author.place(made, lesson)));
    case 'move_module':
      return run(
        "select public.place($1, 'concept', $2, $3, 0)",
        one % 2 ? [id, module, course.other_trail] : [id, course.elsewhere, course.trail],
      );
    case 'reorder':
      return run('update public.concept_sparks set order_index = $3 where concept_id = $1 and spark_id = $2', [
        module,
        lesson,
        one,
      ]);
    case 'place_loose':
      return run('select public.add_place($1, $2, $3)', [id, module, course.loose]);
    case 'remove_place':
      return run(
        'select public.remove_place($1, p.id) from public.concept_sparks p where p.concept_id = $2 and p.spark_id = $3',
        [id, module, lesson],
      );
    case 'move_place':
      return run('update public.concept_sparks set concept_id = $2 where concept_id = $1 and spark_id = $3', [
        module,
        course.elsewhere,
        lesson,
      ]);
    case 'link':
      return codeOf(author.link(lesson, other));
    case 'unlink':
      return run('delete from public.spark_links where source_id = $1', [lesson]);
    case 'exercises':
      return run(
        "update public.packages set body = jsonb_build_object('exercise_bank', '[]'::jsonb, 'quiz', jsonb_build_array($2::text)) where spark_id = $1",
        [course.lessons[0], `q${nth}`],
      );
    case 'objective':
      return codeOf(author.add('objectives', { concept_id: module, objective_id: `lo_n${nth}`, title: 'Can more' }));
    case 'slug':
      return run("update public.sparks set slug = 'slug-' || $2::text where id = $1", [lesson, nth]);
  }
}

test('version, any edits, roll back: the course equals the version; undone: the workspace equals before', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 10 }), async (acts) => {
      await w.restart();
      await w.name();
      const then = await w.content();
      for (const [nth, one] of acts.entries()) expect(REFUSALS).toContain(await does(one, nth));
      const before = await workingContent(sql, here.workspace);
      const back = await w.rollBack(1);
      expect(await w.content()).toEqual(then);
      expect(await w.told(1)).toEqual([]);
      if (!back.change_set_id) return;
      expect(await value(sql, 'select count(*)::int from public.change_sets where id = $1', [back.change_set_id])).toBe(
        1,
      );
      await w.undo(back.change_set_id);
      expect(await workingContent(sql, here.workspace)).toEqual(before);
    }),
    { numRuns: 25 },
  );
}, 180_000);
