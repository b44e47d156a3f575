import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { Author } from '../support/authoring.ts';
import { contentStudio } from '../support/content-command.ts';

// `content results` against a studio, as an admin.

const { db, here, tool } = contentStudio('results');

const EXERCISE = { id: 'q1', exercise_type: 'true_false', stem: 'Is it wet?', answer: true };
beforeEach(async () => {
  const author = new Author(db.owner, here.workspace);
  for (const slug of ['soil', 'rain']) {
    await author.lessonPackage(await author.spark(slug), { exercise_bank: [EXERCISE], quiz: [] });
  }
});

let written = 0;
function fileOf(text: string): string {
  const file = path.join(here.folder, `answers-${++written}.csv`);
  writeFileSync(file, text);
  return file;
}
const TABLE = 'learner,exercise,answer\nana,q1,true\nbo,q1,false\ncy,q7,true\n';

test('what several sparks have is taken once a spark is named, and what is not known once it is explained', async () => {
  const file = fileOf(TABLE);
  const looked = await tool('results', 'import', file, '--dry-run');
  expect(looked).toMatchObject({ code: 0, json: { plan: { total: 3, fresh: 0, left: 3 } } });
  const taken = await tool('results', 'import', file, '--spark', 'soil', '--name', 'q7=rain/q1');
  expect(taken).toMatchObject({ code: 0, json: { ok: true, plan: { fresh: 3, here: 0, left: 0 } } });
  expect(await tool('results', 'import', file, '--spark', 'soil')).toMatchObject({
    json: { plan: { fresh: 0, here: 2, left: 1 } },
  });

  const shown = await tool('results', 'show', '--spark', 'soil');
  expect(shown.json).toMatchObject({
    ok: true,
    learners: 2,
    rows: [{ exercise_id: 'q1', figures: { answers: 2, share: 0.5 } }],
  });
  const { json } = await tool('results', 'imports');
  const [source] = json.imports as { id: string; answers: number }[];
  expect(source?.answers).toBe(3);
  expect(await tool('results', 'remove', source?.id ?? '')).toMatchObject({ code: 0, json: { answers: 3 } });
  expect((await tool('results', 'show')).json).toMatchObject({ rows: [] });
});

test('columns are named where they cannot be guessed, and what cannot be read is refused', async () => {
  const odd = fileOf('a,b,c\n1,ana,q1\n');
  expect(await tool('results', 'import', odd)).toMatchObject({ code: 1, json: { problems: [{ code: 'no_columns' }] } });
  expect(await tool('results', 'import', odd, '--spark', 'soil', '--columns', 'right,learner,exercise')).toMatchObject({
    code: 0,
    json: { plan: { fresh: 1 } },
  });
  expect((await tool('results', 'import', odd, '--columns', 'colour')).code).toBe(2);
  expect(await tool('results', 'import', fileOf('{}'))).toMatchObject({
    code: 1,
    json: { problems: [{ code: 'unknown_format' }] },
  });
  expect(await tool('results', 'show', '--spark', 'nowhere')).toMatchObject({
    code: 1,
    json: { problems: [{ code: 'not_found' }] },
  });
});
