import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { codeOf, value } from '../support/authoring.ts';
import { exercise, type Json, set } from '../support/editing-exercises.ts';
import { proposing } from '../support/proposing.ts';

const { db, sql, author, here, who, propose, rewrite, approve, reject, takeBack, status, text, write } = proposing();

// Whatever editors and reviewers do in turn to the text and the exercises of a lesson, both say what the acts that were taken in, one after
// the other, make of them. Drafts are where a model of a few lines says they are, and what is refused changes nothing.

const IDS = ['a', 'b', 'c'] as const;
type Id = (typeof IDS)[number];
const TEXTS = ['Base.', 'Edited.', 'Drafted.'] as const;
const WORDS = ['Base?', 'Edited?'] as const;
/** What a draft does with exercises, part by part, and one that writes the text. */
const DRAFTS: readonly { change?: Id; remove?: Id; text?: string }[][] = [
  [{ change: 'a' }, { remove: 'b' }],
  [{ change: 'b' }, { change: 'c' }],
  [{ text: 'Drafted.' }],
];

type Act =
  | { do: 'write'; text: string }
  | { do: 'edit'; id: Id; words: string }
  | { do: 'approve' | 'reject' | 'take_back' | 'again'; nth: number }
  /** A part of a draft, the other rejected; seen: as whoever merged it saw the lesson. */
  | { do: 'part'; nth: number; part: number; seen: boolean };
const nth = fc.nat(DRAFTS.length - 1);
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ do: fc.constant('write' as const), text: fc.constantFrom(...TEXTS) }),
  fc.record({ do: fc.constant('edit' as const), id: fc.constantFrom(...IDS), words: fc.constantFrom(...WORDS) }),
  fc.record({
    do: fc.constantFrom('approve' as const, 'reject' as const, 'take_back' as const, 'again' as const),
    nth,
  }),
  fc.record({ do: fc.constant('part' as const), nth: fc.nat(1), part: fc.nat(1), seen: fc.boolean() }),
);

/** A lesson: its text, and the question of each exercise; null where it is not in the bank. */
interface Lesson {
  text: string;
  words: Record<Id, string | null>;
}
const lesson = { spark: '' };
beforeEach(async () => {
  lesson.spark = '';
});

const base = (id: Id) => exercise(id, { stem: 'Base?' });
const drafted = (nth: number, id: Id) => `Draft ${nth} of ${id}?`;
const bodyOf = (nth: number) => ({
  spark: null,
  exercises: DRAFTS[nth]?.map(({ change, remove }) => {
    const id = (change ?? remove) as Id;
    const about = { exercise_id: id, before: base(id) };
    return change
      ? { do: 'change', ...about, exercise: { ...base(id), stem: drafted(nth, id) } }
      : { do: 'remove', ...about, why: 'It repeats.' };
  }),
});

async function read(): Promise<Lesson> {
  const bank = await value<Json[]>(sql, "select body -> 'exercise_bank' from public.packages where spark_id = $1", [
    lesson.spark,
  ]);
  const words = (id: Id) => (bank.find((one) => one.id === id)?.stem as string | undefined) ?? null;
  return { text: await text(lesson.spark), words: { a: words('a'), b: words('b'), c: words('c') } };
}

/** What a draft, or one part of it, makes of a lesson. */
function written(before: Lesson, nth: number, only: number | null): Lesson {
  const after = { text: before.text, words: { ...before.words } };
  DRAFTS[nth]?.forEach((part, at) => {
    if (only !== null && at !== only) return;
    if (part.text) after.text = part.text;
    if (part.change) after.words[part.change] = drafted(nth, part.change);
    if (part.remove) after.words[part.remove] = null;
  });
  return after;
}

/** Whether all that a draft is about is as it was drafted. */
function isAsDrafted(now: Lesson, nth: number): boolean {
  const about = DRAFTS[nth]?.map(({ change, remove }) => change ?? remove).filter((id) => id !== undefined) ?? [];
  return now.text === 'Base.' && about.every((id) => now.words[id] === 'Base?');
}

/** Whether nothing may refuse it: a draft that waits is approved, and a part of a stale one as it was seen, while its exercise is there. */
function isDue(one: Act, was: string, now: Lesson): boolean {
  if (one.do === 'approve') return was === 'pending';
  if (one.do !== 'part') return false;
  const about = DRAFTS[one.nth]?.[one.part];
  const id = (about?.change ?? about?.remove) as Id;
  return was === 'pending' || (was === 'stale' && one.seen && now.words[id] !== null);
}

async function partDecision(one: Extract<Act, { do: 'part' }>) {
  const about = DRAFTS[one.nth]?.[one.part];
  const id = (about?.change ?? about?.remove) as Id;
  const [base_hash, exercise_hash] = await Promise.all([
    value<string>(sql, 'select private.text_hash(content_md) from public.sparks where id = $1', [lesson.spark]),
    value<string | null>(sql, 'select max(n.hash) from private.exercises_named($1, $2, array[$3]) n', [
      here.workspace,
      lesson.spark,
      id,
    ]),
  ]);
  const parts = [0, 1].map((nth) => ({
    nth,
    is_approved: nth === one.part,
    ...(nth === one.part && one.seen && exercise_hash && { exercise_hash }),
  }));
  return { base_hash, parts };
}

/** Does it, and says whether it was taken in. */
async function perform(one: Act, ids: readonly string[]): Promise<boolean> {
  const id = 'nth' in one ? (ids[one.nth] as string) : '';
  switch (one.do) {
    case 'write':
      return (await codeOf(write(lesson.spark, one.text))) === null;
    case 'edit': {
      const edit = { spark_id: lesson.spark, nth: 0, ...set(one.id, { stem: one.words }) };
      const { refused } = await db.commitAsPerson(who.editor, (as) =>
        value<{ refused: object[] }>(as, 'select public.edit_exercises($1, $2, true)', [
          here.workspace,
          JSON.stringify([edit]),
        ]),
      );
      return refused.length === 0;
    }
    case 'approve':
      return (await codeOf(approve(id))) === null;
    case 'part':
      return (await codeOf(partDecision(one).then((decision) => approve(id, decision)))) === null;
    case 'reject':
      return (await codeOf(reject(id))) === null;
    case 'take_back':
      return (await codeOf(takeBack(id))) === null;
    case 'again': {
      const undoing = await value<string | null>(
        sql,
        'select c.undone_by from public.proposals p left join public.change_sets c on c.id = p.change_set_id where p.id = $1',
        [id],
      );
      if (undoing === null) return false;
      return (
        (await codeOf(
          db.commitAsPerson(who.reviewer, (as) => as.query('select public.undo_change_set($1)', [undoing])),
        )) === null
      );
    }
  }
}

test('edits of text and exercises, approvals whole and in parts, rejections, undoing and doing again, in any order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 12 }), async (acts) => {
      lesson.spark = await author.spark(undefined, { content_md: 'Base.' });
      await author.lessonPackage(lesson.spark, { meta: { title: 'X' }, exercise_bank: IDS.map(base), quiz: [] });
      const place = { place_kind: 'spark', place_id: lesson.spark, base_version: 1 };
      const ids = [
        await propose('exercises', bodyOf(0), place),
        await propose('exercises', bodyOf(1), place),
        await rewrite(lesson.spark, 'Drafted.'),
      ];
      /** What each approval wrote, for undoing it and doing it again. */
      const acted = new Map<number, { before: Lesson; after: Lesson }>();
      for (const one of acts) {
        const before = await read();
        const said = JSON.stringify(one);
        const was = 'nth' in one ? await status(ids[one.nth] as string) : '';
        const mustBeDone = isDue(one, was, before);
        const isDone = await perform(one, ids);
        if (mustBeDone) expect(isDone, said).toBe(true);
        const now = await read();
        if (!isDone) {
          expect(now, said).toEqual(before);
        } else if (one.do === 'write') {
          expect(now, said).toEqual({ ...before, text: one.text });
        } else if (one.do === 'edit') {
          expect(now, said).toEqual({ ...before, words: { ...before.words, [one.id]: one.words } });
        } else if (one.do === 'approve' || one.do === 'part') {
          // Nothing was written over what the draft, or whoever merged it, did not see.
          if (one.do === 'approve') expect([was, isAsDrafted(before, one.nth)], said).toEqual(['pending', true]);
          expect(now, said).toEqual(written(before, one.nth, one.do === 'part' ? one.part : null));
          acted.set(one.nth, { before, after: now });
        } else if (one.do === 'reject') {
          expect(now, said).toEqual(before);
          acted.delete(one.nth);
        } else {
          // An undo takes back what its act wrote, where nothing newer stands, and leaves all else.
          const of = acted.get(one.nth);
          const [from, to] = one.do === 'take_back' ? [of?.after, of?.before] : [of?.before, of?.after];
          const expected: Lesson = { text: before.text, words: { ...before.words } };
          if (from && to && from.text !== to.text) expected.text = to.text;
          if (from && to) for (const id of IDS) if (from.words[id] !== to.words[id]) expected.words[id] = to.words[id];
          expect(now, said).toEqual(expected);
        }
        const states = await Promise.all(ids.map(status));
        states.forEach((state, draft) => {
          if (state === 'pending' || state === 'stale')
            expect(state, `${said}, draft ${draft}`).toBe(isAsDrafted(now, draft) ? 'pending' : 'stale');
        });
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);
