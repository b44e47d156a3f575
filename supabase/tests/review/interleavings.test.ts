import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeOf } from '../support/authoring.ts';
import { proposing } from '../support/proposing.ts';

const { author, rewrite, approve, reject, takeBack, status, text, write } = proposing();

// Whatever editors and reviewers do in turn to one lesson and three drafts for it, the lesson says what the last of them wrote, each draft is where a
// model of a few lines says it is, and what is refused changes nothing.

const TEXTS = ['Base one.', 'Base two.', 'Draft 0.', 'Draft 1.'] as const;
const DRAFTS = 3;

type Act = { do: 'edit'; text: string } | { do: 'approve' | 'reject' | 'take_back'; nth: number };
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ do: fc.constant('edit' as const), text: fc.constantFrom(...TEXTS) }),
  fc.record({
    do: fc.constantFrom('approve' as const, 'reject' as const, 'take_back' as const),
    nth: fc.nat(DRAFTS - 1),
  }),
);

interface Model {
  text: string;
  /** Whose approval the marks of the lesson are of. */
  by: number | null;
  drafts: { base: string; status: string; before: { text: string; by: number | null } }[];
}

const waits = (model: Model, base: string): string => (base === model.text ? 'pending' : 'stale');

function settle(model: Model): void {
  for (const draft of model.drafts)
    if (draft.status === 'pending' || draft.status === 'stale') draft.status = waits(model, draft.base);
}

/** Does it to the model; false where it is refused. */
function apply(model: Model, one: Act): boolean {
  if (one.do === 'edit') {
    model.text = one.text;
    settle(model);
    return true;
  }
  const draft = model.drafts[one.nth] as Model['drafts'][number];
  const isOpen = draft.status === 'pending' || draft.status === 'stale';
  switch (one.do) {
    case 'approve':
      if (draft.status !== 'pending') return false;
      draft.before = { text: model.text, by: model.by };
      draft.status = 'approved';
      [model.text, model.by] = [`Draft ${one.nth}.`, one.nth];
      break;
    case 'reject':
      if (!isOpen) return false;
      draft.status = 'rejected';
      break;
    case 'take_back':
      if (isOpen) return false;
      if (draft.status === 'approved') {
        if (model.text !== `Draft ${one.nth}.` || model.by !== one.nth) return false;
        Object.assign(model, draft.before);
      }
      draft.status = waits(model, draft.base);
  }
  settle(model);
  return true;
}

test('edits, approvals, rejections and taking back, in any order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 14 }), async (acts) => {
      const spark = await author.spark(undefined, { content_md: TEXTS[0] });
      const model: Model = { text: TEXTS[0], by: null, drafts: [] };
      const ids: string[] = [];
      for (let nth = 0; nth < DRAFTS; nth++) {
        // Marks say when a draft was made to the second: with three of one second it could not be told whose the lesson bears.
        ids.push(await rewrite(spark, `Draft ${nth}.`, { created_at: `2026-01-0${nth + 1}T00:00:00Z` }));
        model.drafts.push({ base: TEXTS[0], status: 'pending', before: { text: TEXTS[0], by: null } });
      }
      for (const one of acts) {
        const id = one.do === 'edit' ? '' : (ids[one.nth] as string);
        const done =
          one.do === 'edit'
            ? write(spark, one.text)
            : one.do === 'approve'
              ? approve(id)
              : one.do === 'reject'
                ? reject(id)
                : takeBack(id);
        expect((await codeOf(done)) === null, JSON.stringify(one)).toBe(apply(model, one));
        expect(await text(spark)).toBe(model.text);
        expect(await Promise.all(ids.map(status))).toEqual(model.drafts.map((draft) => draft.status));
      }
    }),
    { numRuns: 25 },
  );
}, 60_000);
