import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Stryker } from '@stryker-mutator/core';

// `npm run mutation [room ...]`: breaks the pure code of a room in every small way and counts what the unit tests notice.
// Half an hour a room at most, so it is no part of `npm test`. Scores are written to bench/results/mutation.json. The editor of
// lessons, their HTML, and the formats of exercises, each larger than the rest of the room, are parts of their own:
// `npm run mutation lessons/html`.

const ROOT = path.resolve(import.meta.dirname, '../..');
const SCORES = path.join(ROOT, 'bench/results/mutation.json');

/** Pure code that does not stand in `core`. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  delivery: ['lib/delivery/services/pointers.ts', 'lib/delivery/services/rate.ts'],
};

/** Folders of a core that are measured by themselves, when they are asked for: a room with them would take hours. */
const PARTS: Readonly<Record<string, string>> = {
  'exercises/formats': 'lib/exercises/core/formats',
  'lessons/editor': 'lib/lessons/core/editor',
  'lessons/html': 'lib/lessons/core/html',
};

/**
 * Tests that try a room and take minutes a mutant: random edits of whole documents (what lesson Markdown means is tried by its HTML), and
 * round trips of whole files.
 */
const WITHOUT: Readonly<Record<string, string | undefined>> = {
  lessons: PARTS['lessons/editor'],
  exercises: PARTS['exercises/formats'],
};

/** What mutants of a room or part are made of. */
function filesOf(name: string): string[] {
  const part = PARTS[name];
  const apart = Object.values(PARTS).map((folder) => `!${folder}/**`);
  const files = part
    ? [`${part}/**/*.ts`]
    : [`lib/${name}/core.ts`, `lib/${name}/core/**/*.ts`, ...(BESIDE[name] ?? []), ...apart];
  return [...files, '!lib/**/*.test.ts', '!lib/**/*.cases.ts'];
}

type Mutants = Awaited<ReturnType<Stryker['runMutationTest']>>;

interface Score {
  killed: number;
  survived: number;
  not_covered: number;
  /** Share of the mutants that a test notices, in percent. */
  score: number;
  minutes: number;
  date: string;
}

/** Rooms with pure code that somebody tests; some have constants alone. */
async function roomsWithCore(): Promise<string[]> {
  const rooms: string[] = [];
  for (const room of (await readdir(path.join(ROOT, 'lib'))).sort()) {
    const names = await readdir(path.join(ROOT, 'lib', room), { recursive: true });
    const hasCore = names.some((name) => /^core(\.ts|$|\/)/.test(name));
    if (hasCore && names.some((name) => name.endsWith('.test.ts'))) rooms.push(room);
  }
  return rooms;
}

const nameOf = (room: string) => room.replace('/', '-');

async function measure(room: string): Promise<Score> {
  const started = performance.now();
  // Read by vitest.config.ts in the processes that try the mutants.
  process.env.MUTATION_TESTS = PARTS[room] ?? `lib/${room}`;
  process.env.MUTATION_WITHOUT = WITHOUT[room] ?? '';
  // Thousands of real lessons prove more of the code than of the tests, and would be read again for every mutant.
  process.env.TRAILWRIGHT_CONTENT_DIR = path.join(ROOT, 'no-content');
  const stryker = new Stryker({
    testRunner: 'vitest',
    vitest: { configFile: 'bench/mutation/vitest.config.ts', related: false },
    mutate: filesOf(room),
    coverageAnalysis: 'perTest',
    // A constant that is made once a file needs every test of the file again; lists of words are most of them.
    ignoreStatic: true,
    concurrency: 2,
    reporters: ['progress-append-only', 'html'],
    htmlReporter: { fileName: `.studio/mutation/${nameOf(room)}.html` },
    tempDirName: `.studio/mutation/sandbox-${nameOf(room)}`,
    ignorePatterns: ['.next', '.studio', 'bench/results', 'docs/images'],
    // Its preprocessor reads tsconfig with an interface that TypeScript 7 has no more; Vitest does without.
    tsconfigFile: 'none.json',
    logLevel: 'warn',
  } as ConstructorParameters<typeof Stryker>[0]);
  const mutants = await stryker.runMutationTest();
  return scoreOf(mutants, (performance.now() - started) / 60_000);
}

function scoreOf(mutants: Mutants, minutes: number): Score {
  const count = (...states: Mutants[number]['status'][]) =>
    mutants.filter(({ status }) => states.includes(status)).length;
  const [killed, survived, not_covered] = [count('Killed', 'Timeout'), count('Survived'), count('NoCoverage')];
  const all = killed + survived + not_covered;
  return {
    killed,
    survived,
    not_covered,
    score: all === 0 ? 100 : Math.round((killed / all) * 1000) / 10,
    minutes: Math.round(minutes * 10) / 10,
    date: new Date().toISOString().slice(0, 10),
  };
}

async function main(wanted: string[]): Promise<number> {
  const known = await roomsWithCore();
  const unknown = wanted.filter((room) => !known.includes(room) && !(room in PARTS));
  if (unknown.length > 0) {
    console.error(
      `There is no pure code in ${unknown.join(', ')}. Rooms with some: ${[...known, ...Object.keys(PARTS)].join(', ')}.`,
    );
    return 2;
  }
  await mkdir(path.join(ROOT, '.studio/mutation'), { recursive: true });
  for (const room of wanted.length > 0 ? wanted : known) {
    const score = await measure(room).catch((error) => {
      console.error(`${room}:`, error);
      return null;
    });
    // One that breaks does not keep the others from being measured.
    if (!score) continue;
    const scores = JSON.parse(await readFile(SCORES, 'utf8').catch(() => '{}')) as Record<string, Score>;
    scores[room] = score;
    const sorted = Object.fromEntries(Object.entries(scores).sort(([a], [b]) => a.localeCompare(b)));
    await writeFile(SCORES, `${JSON.stringify(sorted, null, 2)}\n`);
    console.log(`${room}: ${score.score} % of ${score.killed + score.survived + score.not_covered} noticed`);
    console.log(`What was not: .studio/mutation/${nameOf(room)}.html`);
  }
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
