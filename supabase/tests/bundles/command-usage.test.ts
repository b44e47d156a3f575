import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { thrown } from '../../../bin/content/report.ts';
import { content, contentHere, type Ended, makePipe } from '../support/content-command.ts';

// How the pipeline tool is called, wrongly and rightly, as far as that needs no studio.

const ROOT = path.resolve(import.meta.dirname, '../../..');
const LAUNCHER = path.join(ROOT, 'bin/trailwright-content.mjs');
const BUNDLE = JSON.stringify({
  schema_version: '1.0.0',
  version_label: 'v1',
  metadata: { generated_at: '2026-01-01T00:00:00Z', source_system: 'test' },
  sparks: [{ slug: 'a', title: 'Spark a', content_md: '', estimated_mins: 5, difficulty: 'beginner' }],
});

let folder: string;
const file = (name: string) => path.join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'trailwright-usage-'));
  await writeFile(file('good.json'), BUNDLE);
  await writeFile(file('empty.json'), '');
  await writeFile(file('binary.json'), Buffer.from('89504e470d0a1a0a', 'hex'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('wrong calls are told as JSON, and exit 2', () => {
  test.each([
    [['--nonsense'], "unknown option '--nonsense'"],
    [[], 'Name a command: validate, import,'],
    [['nonsense'], "unknown command 'nonsense'"],
    [['validate'], "missing required argument 'file'"],
    [['validate', 'a', 'b'], 'too many arguments'],
    [['import', 'x', '--conflicts', 'nobody'], 'Allowed choices are refuse, ours, theirs'],
    [['import', 'x', '--skip', 'nonsense'], 'Write KIND:KEY'],
    [['import', 'x', '--skip', 'spark_link:a'], 'Write KIND:KEY'],
    [['stage', '--only', 'spark:a', 'sprak:b'], "'sprak:b' is invalid. Write KIND:KEY"],
    [['stage', '--only', 'objective:a'], "'objective:a' is invalid. Write KIND:KEY"],
    [['cleanup'], "required option '--keep <n>' not specified"],
    [['cleanup', '--keep', '99999999999'], 'Give a number from 1 to 10000'],
    [['stats', '--days', '0'], 'Give a number from 1 to 10000'],
    [['export', '--format', 'units'], 'There is no format units'],
    [['export', '--format', 'unit', '--only', 'trail:x'], 'A unit is made of a concept, not of a trail'],
    [['import', '/etc/hostname', '--owner', 'ana'], 'taken over by yourself alone'],
    [['export', '--snapshot', 'current', '--import', 'latest'], 'not both'],
    [['export', '--out', '/nowhere/at/all.json'], 'There is no folder /nowhere/at'],
    [['export', '--out', '/'], '/ is a folder'],
    [['validate', '/nowhere.json'], 'There is no file /nowhere.json.'],
    [['validate', '/etc'], '/etc is a folder'],
    [['import', '/etc/passwd/x'], 'lies in something that is no folder'],
  ])('%j', async (args, message) => {
    const { code, json } = await contentHere(args);
    expect(json).toMatchObject({ ok: false, problems: [{ code: 'usage', path: '', kind: null, slug: null }] });
    expect(json.problems?.[0]?.message).toContain(message);
    expect(code).toBe(2);
  });

  test('and nothing goes to standard error', async () => {
    const { code, json, stderr } = await content(['nonsense', '--json']);
    expect({ code, stderr, json }).toMatchObject({ code: 2, stderr: '', json: { problems: [{ code: 'usage' }] } });
  });

  test('without --json a sentence goes to standard error', async () => {
    const { code, stdout, stderr } = await content(['nonsense']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain("unknown command 'nonsense'");
  });

  test('help is no failure', async () => {
    const { code, stdout } = await content(['import', '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('--conflicts');
  });
});

test('without a studio it is unavailable, which is 3', async () => {
  const { code, json } = await content(['snapshots', '--data-dir', folder, '--json']);
  expect(json.problems?.[0]).toMatchObject({ code: 'unavailable', message: expect.stringContaining(folder) });
  expect(code).toBe(3);
});

test('an environment that no studio could run in is unavailable as well', async () => {
  const { code, json } = await content(['snapshots', '--json'], {
    env: { DATABASE_URL: 'postgresql://nobody@nowhere/x' },
  });
  expect(json.problems?.[0]).toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('NEXT_PUBLIC_SUPABASE_URL'),
  });
  expect(code).toBe(3);
});

describe('what is thrown', () => {
  const told = (error: unknown) => {
    const { code, json } = thrown(error);
    return { exit: code, problem: (json as Ended['json']).problems?.[0] };
  };

  test('is a bug in a fixed sentence, exit 1, with the rest on standard error', () => {
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(told(new TypeError('secrets of the program'))).toMatchObject({
      exit: 1,
      problem: { code: 'bug', message: 'Something went wrong in this tool.' },
    });
    expect(written.mock.calls.join()).toContain('secrets of the program');
    written.mockRestore();
  });

  test('or a file that cannot be used, or a disk', () => {
    const error = (code: string) =>
      Object.assign(new Error(`${code}: words of Node`), { code, syscall: 'open', path: '/a' });
    expect(told(error('EACCES'))).toMatchObject({ exit: 2, problem: { message: 'There is no right to use /a.' } });
    expect(told(error('ENOSPC'))).toMatchObject({ exit: 3, problem: { message: 'The disk is full.' } });
    expect(told(error('EIO'))).toMatchObject({ exit: 3, problem: { message: '/a cannot be used (EIO).' } });
  });
});

describe('a bundle may come', () => {
  test('as a file', async () => {
    expect(await content(['validate', file('good.json'), '--json'])).toMatchObject({
      code: 0,
      json: { ok: true, counts: { spark: 1 } },
    });
  });

  test('on standard input', async () => {
    const { code, json } = await content(['validate', '-', '--json'], { input: BUNDLE });
    expect({ code, json }).toMatchObject({ code: 0, json: { counts: { spark: 1 } } });
  });

  test('out of a pipe that has a name', async () => {
    const shell = ['bash', '-c', 'exec "$0" bin/content.ts validate --json <(cat "$1")'];
    const { code, json } = await content([path.join(ROOT, 'node_modules/.bin/node'), file('good.json')], {
      command: shell,
    });
    expect({ code, json }).toMatchObject({ code: 0, json: { counts: { spark: 1 } } });
    makePipe(file('fifo'));
    const reading = content(['validate', file('fifo'), '--json']);
    await writeFile(file('fifo'), BUNDLE);
    expect(await reading).toMatchObject({ code: 0, json: { counts: { spark: 1 } } });
  });

  test('and nothing of it stays behind, even when it is stopped on the way', async () => {
    const temporary = async () => (await readdir(folder)).filter((name) => name.startsWith('trailwright-'));
    const env = { ...process.env, TMPDIR: folder } as unknown as NodeJS.ProcessEnv;
    const tool = spawn(process.execPath, [LAUNCHER, 'validate', '-'], { env, stdio: ['pipe', 'ignore', 'ignore'] });
    const ended = new Promise((resolve) => tool.once('close', resolve));
    await vi.waitUntil(async () => (await temporary()).length === 1, { timeout: 20_000 });
    tool.kill('SIGTERM');
    expect(await ended).toBe(143);
    expect(await temporary()).toEqual([]);
  });

  test('nor when all went well', async () => {
    await content(['validate', '-', '--json'], { input: BUNDLE, env: { TMPDIR: folder } });
    expect((await readdir(folder)).filter((name) => name.startsWith('trailwright-'))).toEqual([]);
  });
});

test.each([
  ['empty.json', 'invalid_json', 'The file is empty.'],
  ['binary.json', 'invalid_utf8', 'not valid UTF-8 at byte 0'],
])('%s is refused, which is 1', async (name, rule, message) => {
  const { code, json } = await contentHere(['validate', file(name)]);
  expect(json.problems?.[0]).toMatchObject({ code: rule, message: expect.stringContaining(message) });
  expect(code).toBe(1);
});

describe('the launcher', () => {
  test('is called from anywhere, also by a link, and file names are meant from there', async () => {
    await symlink(LAUNCHER, file('link'));
    for (const launcher of [LAUNCHER, file('link')]) {
      const { code, json } = await content(['validate', 'good.json', '--json'], {
        command: [process.execPath, launcher],
        cwd: folder,
      });
      expect({ code, json }).toMatchObject({ code: 0, json: { counts: { spark: 1 } } });
    }
  });

  test('gives the exit code of the tool', async () => {
    expect((await content(['validate'], { command: [process.execPath, LAUNCHER] })).code).toBe(2);
  });

  test('before npm ci it says so', async () => {
    const alone = file('checkout/bin');
    execFileSync('mkdir', ['-p', alone]);
    await writeFile(path.join(alone, 'launch.mjs'), await readFile(LAUNCHER));
    const { code, json } = await content(['snapshots', '--json'], {
      command: [process.execPath, path.join(alone, 'launch.mjs')],
    });
    expect(json.problems?.[0]).toMatchObject({ code: 'unavailable', message: expect.stringContaining('npm ci') });
    expect(code).toBe(3);
  });

  test('npm runs scripts in the checkout, but file names are meant where npm was called', async () => {
    const env = { npm_lifecycle_event: 'content', INIT_CWD: folder };
    expect((await content(['validate', 'good.json', '--json'], { env })).code).toBe(0);
  });
});
