import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runContent } from '../../../bin/content/program.ts';
import { value } from '../support/authoring.ts';
import { content, contentHere, contentStudio } from '../support/content-command.ts';
import { answerOf, modelStudio } from '../support/model-studio.ts';

// `content generate`, `jobs` and `job`.

const { db, env, here, tool, done } = contentStudio('generating');
const { here: models, addModel, work } = modelStudio(db);

const NOTES = `# Levain\n\nA levain is a culture of yeast and flour. It is fed every day.\n\n## Feeding\n\nFeeding means to add flour and water. Twice as much flour makes it slower.\n`;
async function notes(): Promise<string> {
  const file = path.join(here.folder, 'notes.md');
  await writeFile(file, NOTES);
  return file;
}
interface Told {
  id: string;
  status: string;
  held: string | null;
  cost_micros: number;
  title: string;
  made: { kind: string }[];
}
const jobIn = (json: Record<string, unknown>) => json.job as Told;
const statusOf = (id: unknown) => value(db.owner, 'select status from public.flow_runs where id = $1', [id]);

test.each([
  [['generate'], "missing required argument 'kind'"],
  [['generate', 'poem'], 'Allowed choices are trail_outline'],
  [['generate', 'quiz', '--into', 'spark'], 'Write KIND:SLUG'],
  [['generate', 'course', '--length', 'endless'], 'Allowed choices are short, medium, long'],
  [['jobs', '--show', 'none'], 'Allowed choices are all, attention, running, failed'],
  [['job', 'seven'], 'Give an id, as content jobs'],
])('%j is a wrong call', async (args, message) => {
  const { code, json } = await contentHere(args);
  expect(json.problems?.[0]).toMatchObject({ code: 'usage', message: expect.stringContaining(message) });
  expect(code).toBe(2);
});

test('what cannot be asked for is said before anything is started', async () => {
  const told = async (...args: string[]) => {
    const { code, json } = await tool('generate', ...args);
    return `${code} ${json.problems?.[0]?.message}`;
  };
  expect(await told('course')).toBe('2 --topic: Say what it is about.');
  expect(await told('course', '--topic', '<script>alert</script>')).toContain('2 --topic: This looks like a script');
  expect(await told('trail_outline', '--topic', 'Levain for all')).toContain('2 --source: Add a source first');
  expect(await told('trail_outline', '--source', '/nowhere.md')).toBe('2 There is no file /nowhere.md.');
  expect(await told('quiz', '--topic', 'Levain for all')).toContain('2 --into: Choose a place first');
  expect(await told('quiz', '--into', 'spark:nowhere')).toContain('1 There is no spark nowhere');
  expect(await told('quiz', '--into', 'spark:nowhere', '--workspace', 'nowhere')).toContain('1 There is no workspace');
  expect(await told('market_research', '--topic', 'Levain for all', '--provider', 'builtin')).toContain(
    '1 builtin cannot draft',
  );
  expect(await told('market_research', '--topic', 'Levain for all', '--provider', 'nobody')).toContain('1 No provider');
  expect(await told('market_research', '--topic', 'Levain for all')).toContain('1 This needs a model');
  expect((await done('jobs')).jobs).toEqual([]);
});

test('a job is started from a file, listed, looked at, cancelled and tried again', async () => {
  const { job_id } = await done('generate', 'trail_outline', '--source', await notes(), '--provider', 'builtin');
  expect((await done('jobs', '--show', 'running')).jobs).toMatchObject([{ id: job_id, title: 'notes.md' }]);
  expect(jobIn(await done('job', String(job_id)))).toMatchObject({ id: job_id, status: 'pending' });
  expect(jobIn(await done('job', String(job_id), '--cancel'))).toMatchObject({ status: 'cancelled' });
  const again = await tool('job', String(job_id), '--cancel');
  expect([again.code, again.json.problems?.[0]?.code]).toEqual([1, 'wrong_state']);
  expect((await tool('job', String(job_id), '--cancel', '--retry')).code).toBe(2);
  expect(jobIn(await done('job', String(job_id), '--retry'))).toMatchObject({ status: 'in_progress' });
});

test('waiting ends with the job, and says what it made and what it cost', async () => {
  await addModel(here.workspace, here.person);
  models.server.onMessage(/./, answerOf({ title: 'Levain', content_md: 'A levain is a culture.', seo_notes: null }));
  work();
  const asked = ['generate', 'companion_piece', '--topic', 'Levain for all', '--keyword', 'yeast', 'rye', '--wait'];
  expect(jobIn(await done(...asked))).toMatchObject({
    status: 'completed',
    cost_micros: 200,
    made: [{ kind: 'piece' }],
    params: { keywords: ['yeast', 'rye'], maker: 'model' },
  });
  const shown = await runContent([...asked, '--workspace', here.slug]);
  expect(shown?.text).toContain('companion_piece "Levain for all": done');
  expect(shown?.text).toContain('Cost: $0.0002.');
  const failing = await tool(...asked, '--provider', 'Local', '--model', 'gpt-other');
  expect(failing.code).toBe(1);
  expect(failing.json.problems).toMatchObject([{ code: 'wrong_state', hint: expect.stringContaining('--retry') }]);
});

test('waiting ends where a person has to decide', async () => {
  work();
  const { code, json } = await tool('generate', 'trail_outline', '--source', await notes(), '--wait');
  expect(json.problems).toMatchObject([
    {
      code: 'wrong_state',
      message: expect.stringContaining('approves its outline'),
      detail: { job: { held: 'approval' } },
    },
  ]);
  expect(code).toBe(1);
});

test('Ctrl-C ends the waiting, and leaves the job running', async () => {
  const file = await notes();
  const { code, json, stderr } = await content(
    ['generate', 'trail_outline', '--source', file, '--wait', '--json', '--workspace', here.slug],
    {
      env,
      during: (child) => {
        child.stdin.end();
        child.stderr.on(
          'data',
          (said: Buffer) => void (String(said).includes('waiting for a worker') && child.kill('SIGINT')),
        );
      },
    },
  );
  expect(stderr).toContain('no longer waiting');
  const [problem] = json.problems ?? [];
  expect(problem).toMatchObject({ code: 'wrong_state', message: expect.stringContaining('goes on without this tool') });
  const { job_id } = (problem as unknown as { detail: { job_id: string } }).detail;
  expect(await statusOf(job_id)).toBe('pending');
  expect(code).toBe(1);
});
