import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { QuestionChoices } from '#lib/bundles/core/question-plan.ts';
import { chosenPictures, readImportQuestions, readQuestionPlan } from '#lib/bundles/data/questions.ts';
import { readImport, undoImport } from '#lib/bundles/services/imports.ts';
import { readQuestionFile } from '#lib/bundles/services/question-file.ts';
import { readQuestionFileApart } from '#lib/bundles/services/question-file-apart.ts';
import { beginApplyingQuestions, importQuestionFile } from '#lib/bundles/services/questions.ts';
import { codeOf, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';
import { choose, data, fileIn, questionWork } from '../support/question-work.ts';

const db = testDatabase();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'questions-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const GIFT = `$CATEGORY: Soil

::pin:: Which pin carries the clock? { =SCL ~SDA }

::dry:: Calculate the share of water: 2 of 8. { #25:1 }

$CATEGORY: Relays

::click:: What makes a relay click? { =a coil ~a lamp#It only shines. }

::none:: Which of them is right? { ~this ~that }

::torn:: Braces { that do not fit
`;

const atWork = () => questionWork(db, folder);
const fileOf = (text: string | Uint8Array, name?: string) => fileIn(folder, text, name);

describe('questions of another tool', () => {
  test('become a plan first: counts that add up, sources with their lines, and no bank is touched', async () => {
    const { client, workspace, soil, plan, bank } = await atWork();
    const planned = await plan(GIFT);
    expect(planned).toMatchObject({ state: 'planned', report: { format: 'gift' } });
    const { groups, receipt } = data(await readQuestionPlan(client, workspace, planned.import_id));
    expect(receipt).toBeNull();
    const count = (fate: string) => groups.reduce((sum, one) => sum + (one.fate === fate ? one.total : 0), 0);
    expect([count('whole'), count('changed'), count('blocked'), count('not_taken')]).toEqual([3, 0, 1, 1]);
    const questions = data(
      await readImportQuestions(client, workspace, planned.import_id, {
        filter: { code: 'braces' },
        after: -1,
        limit: 9,
      }),
    );
    expect(questions).toMatchObject([{ fate: 'not_taken', exercise: null, source: { line: 13 } }]);
    expect(await bank(soil)).toEqual([]);
    expect(data(await readImport(client, workspace, planned.import_id))).toMatchObject({
      status: 'validating',
      question_format: 'gift',
    });
  });

  test('go into the banks that were chosen as one change, with what the file leaves open, and come out again', async () => {
    const { client, workspace, soil, relays, plan, bank } = await atWork();
    const { import_id } = await plan(GIFT);
    const begin = (choices: QuestionChoices) => beginApplyingQuestions(client, workspace, import_id, choices);
    expect(await begin(choose({ Soil: soil }))).toMatchObject({ ok: false, problem: { code: 'invalid_input' } });
    expect(await bank(soil)).toEqual([]);
    const choices = choose({ Soil: soil, Relays: relays }, { level: 'suggest', difficulty: 'hard' });
    expect(await begin(choices)).toMatchObject({
      ok: true,
      data: { outcome: { exercises: 4, sparks: [{ slug: 'soil', before: 0, added: 2 }, { added: 2 }] } },
    });
    expect(await bank(soil)).toMatchObject([
      { id: 'pin', cognitive_level: 'Recall', difficulty: 'hard' },
      { id: 'dry', cognitive_level: 'Application' },
    ]);
    expect(data(await readQuestionPlan(client, workspace, import_id)).receipt).toMatchObject({
      exercises: 4,
      suggested: 3,
    });
    expect(await begin(choices)).toMatchObject({ ok: false, problem: { code: 'wrong_state' } });
    expect((await undoImport(client, workspace, import_id)).ok).toBe(true);
    expect(await bank(soil)).toEqual([]);
  });

  test('that stand in a bank word for word are left out, unless they are wanted once more', async () => {
    const { client, workspace, soil, relays, plan, bank } = await atWork();
    const places = { Soil: soil, Relays: relays };
    const first = await plan(GIFT);
    data(await beginApplyingQuestions(client, workspace, first.import_id, choose(places)));
    const second = await plan(GIFT.replace('a lamp#', 'a bulb#'));
    const { groups, here } = data(await readQuestionPlan(client, workspace, second.import_id));
    expect(groups.reduce((sum, one) => sum + (one.is_here ? one.total : 0), 0)).toBe(3);
    expect(here.map(({ slug }) => slug)).toEqual(['relays', 'soil']);
    const outcome = data(await beginApplyingQuestions(client, workspace, second.import_id, choose(places)));
    expect(outcome).toMatchObject({ outcome: { exercises: 1 } });
    // Its id was taken in this bank, so it has one of its own.
    const ids = (await bank(relays)).map(({ id }) => id);
    expect(ids.slice(0, 2)).toEqual(['click', 'none']);
    expect(new Set(ids).size).toBe(3);
    const third = await plan(GIFT);
    data(await beginApplyingQuestions(client, workspace, third.import_id, choose(places, { takes_same: true })));
    expect(await bank(soil)).toHaveLength(4);
  });

  test('that ask nearly what stands in a bank, or in the file, are told and can be left out', async () => {
    const { client, workspace, soil, relays, plan, bank } = await atWork();
    const first = await plan(GIFT);
    data(await beginApplyingQuestions(client, workspace, first.import_id, choose({ Soil: soil, Relays: relays })));
    const { import_id } = await plan(
      [
        'Which pin carries the clock signal? { =SCL ~SDA }',
        'How cold is it in the greenhouse at night? { =cool ~hot }',
        'How cold is it in a greenhouse at night? { =cool ~hot }',
        'Which pin carries the clock? { =SCL ~SDA }',
      ].join('\n\n'),
    );
    const { groups } = data(await readQuestionPlan(client, workspace, import_id));
    const count = (is: 'is_alike' | 'is_here') => groups.reduce((sum, one) => sum + (one[is] ? one.total : 0), 0);
    expect([count('is_alike'), count('is_here')]).toEqual([2, 1]);
    const filter = { is_alike: true };
    const told = data(await readImportQuestions(client, workspace, import_id, { filter, after: -1, limit: 9 }));
    expect(told.map(({ nth, alike }) => ({ nth, ...alike }))).toMatchObject([
      { nth: 0, stem: 'Which pin carries the clock?', spark_slug: 'soil', exercise_id: 'pin' },
      { stem: 'How cold is it in the greenhouse at night?', nth: 1 },
    ]);
    const choices = choose({ '': relays }, { leaves_alike: true });
    const done = data(await beginApplyingQuestions(client, workspace, import_id, choices));
    expect(done).toMatchObject({ outcome: { exercises: 1 } });
    expect((await bank(relays)).length).toBe(3);
  });

  test('one that is left out by its reason takes no near one with it', async () => {
    const { client, workspace, relays, plan, bank } = await atWork();
    const { import_id } = await plan(
      ['How cold is it in the greenhouse? { ~cool ~hot }', 'How cold is it in this greenhouse? { =cool ~hot }'].join(
        '\n\n',
      ),
    );
    const choices = choose({ '': relays }, { leaves_alike: true, acts: { no_right_answer: 'leave' } });
    data(await beginApplyingQuestions(client, workspace, import_id, choices));
    expect(await bank(relays)).toHaveLength(1);
  });

  test('are left out by their reason, and another way of marking is taken where it is asked for', async () => {
    const { client, workspace, soil, plan, bank } = await atWork();
    const { import_id } = await plan(`What is wet? { ~%50%rain ~%50%dew ~%-25%dust }\n\nOne? { ~a ~b }\n`);
    const choices = choose({ '': soil }, { acts: { points_of_options: 'all_or_nothing', no_right_answer: 'leave' } });
    data(await beginApplyingQuestions(client, workspace, import_id, choices));
    expect(await bank(soil)).toMatchObject([{ exercise_type: 'multi_select', scoring: 'all_or_nothing' }]);
  });

  test('are read in a process of their own, which a hostile file cannot take the studio with', async () => {
    const { client, workspace, plan } = await atWork();
    const planned = await plan(GIFT, readQuestionFileApart);
    expect(planned).toMatchObject({ state: 'planned', report: { format: 'gift', encoding: 'utf-8' } });
    const refused = await plan(
      '<?xml version="1.0"?>\n<!DOCTYPE quiz [<!ENTITY a "b">]>\n<quiz/>',
      readQuestionFileApart,
    );
    expect(refused).toMatchObject({ state: 'refused', refusal: { line: 2 } });
    expect(data(await readImport(client, workspace, refused.import_id))).toMatchObject({
      status: 'failed',
      refusal: { line: 2, code: refused.state === 'refused' ? refused.refusal.code : '' },
    });
  });

  test("are nobody else's: a stranger finds no plan, adds nothing and applies nothing", async () => {
    const { stranger, workspace, soil, plan } = await atWork();
    const { import_id } = await plan(GIFT);
    expect(await readQuestionPlan(stranger, workspace, import_id)).toMatchObject({ ok: false });
    expect(
      await readImportQuestions(stranger, workspace, import_id, { filter: {}, after: -1, limit: 1 }),
    ).toMatchObject({ ok: false });
    expect(
      await beginApplyingQuestions(stranger, workspace, import_id, choose({ Soil: soil, Relays: soil })),
    ).toMatchObject({ ok: false });
  });

  test('of a program go into the bank that it names', async () => {
    const { client, workspace, soil, bank } = await atWork();
    const request = {
      workspace_id: workspace,
      file: await fileOf(GIFT, 'of-a-program.txt'),
      name: 'of-a-program.txt',
      read: readQuestionFile,
    };
    expect(await importQuestionFile(client, { ...request, spark_slug: 'nowhere' })).toMatchObject({
      ok: false,
      problem: { code: 'not_found' },
    });
    expect(data(await importQuestionFile(client, { ...request, spark_slug: 'soil', dry_run: true }))).toMatchObject({
      state: 'planned',
      tally: { taken: 4, not_taken: 1 },
    });
    expect(data(await importQuestionFile(client, { ...request, spark_slug: 'soil' }))).toMatchObject({
      state: 'added',
      added: { exercises: 4 },
    });
    expect(await bank(soil)).toHaveLength(4);
  });
});

test('only the pictures of chosen questions are entered', async () => {
  const { client, workspace, soil, plan } = await atWork();
  const shown = (letter: string) => `[markdown]What is this? ![It](/assets/${letter.repeat(32)}/it.png)`;
  const { import_id } = await plan(
    `${shown('a')} { =soil ~rain }\n\n$CATEGORY: Other\n\n${shown('b')} { ~one ~another }\n`,
  );
  const of = (acts: QuestionChoices['acts']) =>
    chosenPictures(client, workspace, import_id, choose({ '': soil, Other: soil }, { acts }));
  expect(data(await of({})).toSorted()).toEqual(['a'.repeat(32), 'b'.repeat(32)]);
  expect(data(await of({ no_right_answer: 'leave' }))).toEqual(['a'.repeat(32)]);
});

test('two who apply one plan at once import it once', async () => {
  const { client, workspace, soil, plan, bank } = await atWork();
  const { import_id } = await plan(GIFT);
  const choices = choose({ Soil: soil, Relays: soil });
  const both = await Promise.all([1, 2].map(() => beginApplyingQuestions(client, workspace, import_id, choices)));
  expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await bank(soil)).toHaveLength(4);
});

test('a bundle takes no questions, and a plan of questions no items of a bundle', async () => {
  const { workspace, plan } = await atWork();
  const { import_id } = await plan(GIFT);
  expect(await codeOf(db.owner.query('select public.apply_import($1)', [import_id]))).toBe('TW002');
  const bundle = await value<string>(db.owner, "select public.start_import($1, 'bundle')", [workspace]);
  expect(await codeOf(db.owner.query("select public.apply_questions($1, '{}')", [bundle]))).toBe('TW002');
});

test('what comes past the studio is held to its shape, and a failed import leaves no questions', async () => {
  const { client, workspace, plan } = await atWork();
  const begun = await value<string>(db.owner, "select public.start_import($1, 'torn')", [workspace]);
  const add = (question: object) =>
    db.owner.query('select public.add_import_questions($1, $2)', [begun, JSON.stringify([question])]);
  expect(await codeOf(add({ nth: 0, fate: 'whole', exercise: 'no object', source: {} }))).toBe('23514');
  expect(await codeOf(add({ nth: 0, fate: 'whole', exercise: null, source: {} }))).toBe('23514');
  await add({ nth: 0, fate: 'not_taken', source: { line: 1, text: '' } });
  await db.owner.query("select public.update_import_status($1, 'failed', 'torn')", [begun]);
  const left = 'select count(*)::int from private.import_questions where import_id = $1';
  expect(await value(db.owner, left, [begun])).toBe(0);

  const { import_id } = await plan(GIFT);
  for (const choices of [[], { places: { Soil: 'no id' } }, { places: {}, takes_same: 'perhaps' }]) {
    const { error } = await client.rpc('apply_questions', { p_import: import_id, p_choices: choices });
    expect(error?.code).toBe('TW006');
  }
});
