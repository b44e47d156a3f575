import { beforeEach } from 'vitest';
import { type Sql, value } from './authoring.ts';
import { proposing } from './proposing.ts';

export interface CoursePreview {
  seen: string;
  seen_revision: number;
  next: number;
  writes: number;
  lessons: number;
  exercises: number;
  back: number;
  trashed: number;
  stale: number;
  lost: number;
  shared: { title: string; course: string | null }[];
}
export interface VersionRow {
  nth: number;
  reason: string;
  summary: string | null;
  added: number;
  changed: number;
  removed: number;
  by_name: string | null;
  title: string | null;
  back_to: number | null;
  is_undone: boolean;
}
export interface Difference {
  added: number;
  changed: number;
  removed: number;
  things: { section: string; kind: string; entity_id: string; change: string; label: string }[];
}

/** What a course is made of as it is now, without who saved it when. */
export const courseContent = (sql: Sql, workspace: string, trail: string) =>
  value<object>(
    sql,
    `select coalesce(jsonb_object_agg(m.entity_id, private.without_stamps(r.body)), '{}')
     from private.course_members($1, $2) m cross join lateral (
       select n.body from public.revisions n where n.workspace_id = $1 and n.kind = m.kind and n.entity_id = m.entity_id order by n.id desc limit 1) r`,
    [workspace, trail],
  );

/** A workspace with a course of two modules and four lessons, one of which stands in another course too, and what people do with its versions. */
export function coursing() {
  const base = proposing();
  const { db, sql, author, here, who } = base;
  const course = { trail: '', modules: ['', ''], lessons: ['', '', '', ''], elsewhere: '', other_trail: '', loose: '' };
  const fill = async () => {
    const domain = await author.domain();
    course.trail = await author.trail(domain, undefined, { title: 'Bread' });
    course.other_trail = await author.trail(domain, undefined, { title: 'Cakes' });
    course.modules = [
      await author.concept(course.trail),
      await author.concept(course.trail, undefined, { order_index: 1 }),
    ];
    course.elsewhere = await author.concept(course.other_trail);
    course.lessons = [];
    for (let nth = 0; nth < 4; nth++) {
      const lesson = await author.spark(undefined, { title: `Lesson ${nth}`, content_md: `Lesson ${nth} says.` });
      course.lessons.push(lesson);
      await author.place(course.modules[nth < 2 ? 0 : 1] as string, lesson, nth % 2);
    }
    course.loose = await author.spark();
    const [first, second, third, fourth] = course.lessons as [string, string, string, string];
    await author.place(course.elsewhere, fourth);
    await author.link(first, second);
    await author.link(second, third);
    await author.lessonPackage(first);
    await author.add('objectives', { concept_id: course.modules[0], objective_id: 'lo_1', title: 'Can feed' });
    await author.mark(first, await author.beacon());
  };
  beforeEach(fill);

  /** Goes on in another workspace with the same course. */
  const restart = async () => {
    await base.renew();
    for (const [person, role] of [
      [who.editor, 'editor'],
      [who.reviewer, 'reviewer'],
    ] as const)
      await db.addMember(here.workspace, person, role);
    await fill();
  };

  const name = (summary = 'As it is', person = who.editor, nth: number | null = null) =>
    db.commitAsPerson(person, (as) =>
      value<number>(as, 'select public.name_course_version($1, $2, $3, $4)', [
        here.workspace,
        course.trail,
        summary,
        nth,
      ]),
    );
  const preview = (nth: number, leave_shared = false, person = who.reviewer) =>
    db.commitAsPerson(person, (as) =>
      value<CoursePreview>(as, 'select public.preview_course_rollback($1, $2, $3, $4)', [
        here.workspace,
        course.trail,
        nth,
        leave_shared,
      ]),
    );
  const rollBackSeen = (nth: number, seen: CoursePreview, leave_shared = false, person = who.reviewer) =>
    db.commitAsPerson(person, (as) =>
      value<{ change_set_id: string | null; nth: number | null }>(
        as,
        'select public.roll_back_course($1, $2, $3, $4, $5, $6)',
        [here.workspace, course.trail, nth, seen.seen, seen.seen_revision, leave_shared],
      ),
    );
  const rollBack = async (nth: number, leave_shared = false, person = who.reviewer) =>
    rollBackSeen(nth, await preview(nth, leave_shared), leave_shared, person);
  const undo = (change_set: string | null, person = who.reviewer) =>
    db.commitAsPerson(person, (as) => as.query('select public.undo_change_set($1)', [change_set]));
  const versions = async (person = who.editor) =>
    await db.commitAsPerson(person, (as) =>
      value<{ total: number; read: number | null; is_saved: boolean; rows: VersionRow[] }>(
        as,
        'select public.read_course_versions($1, $2)',
        [here.workspace, course.trail],
      ),
    );
  const compare = (before: number, after: number | null = null) =>
    db.commitAsPerson(who.editor, (as) =>
      value<Difference>(as, 'select public.compare_course_versions($1, $2, $3, $4)', [
        here.workspace,
        course.trail,
        before,
        after,
      ]),
    );
  const content = () => courseContent(sql, here.workspace, course.trail);
  const told = async (before: number, after: number | null = null) =>
    (await compare(before, after)).things.map(({ section, change, label }) => `${section}: ${label} ${change}`).sort();
  return {
    ...base,
    course,
    restart,
    name,
    preview,
    rollBack,
    rollBackSeen,
    undo,
    versions,
    compare,
    told,
    content,
  };
}
