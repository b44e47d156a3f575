import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { list, value } from '../support/authoring.ts';
import { content, contentStudio } from '../support/content-command.ts';

// A course that lives in a folder of Markdown: out of a studio, edited, and back into it.

const { db, env, here, tool, done } = contentStudio('folder');

const DEMO = path.resolve(import.meta.dirname, '../../demo/bundle.json');
const LESSON = 'databases/relational-foundations/tables-and-keys/choosing-column-types.md';
const CONCEPT = path.join(path.dirname(LESSON), '_concept.yaml');

type Items = Record<string, unknown>[];

/** One trail of the demo course, a third of it: which is enough for what happens to single files. */
function oneTrail(): Record<string, unknown> {
  const demo = JSON.parse(readFileSync(DEMO, 'utf8')) as Record<string, Items>;
  const of = (list: string, field: string, slugs: unknown[]) =>
    (demo[list] ?? []).filter((item) => slugs.includes(item[field]));
  const concepts = of('concepts', 'trail_slug', ['relational-foundations']);
  const concept = concepts.map(({ slug }) => slug);
  const concept_sparks = of('concept_sparks', 'concept_slug', concept);
  const spark = concept_sparks.map(({ spark_slug }) => spark_slug);
  const linked = (list: string, slugs: unknown[]) =>
    of(list, 'source_slug', slugs).filter(({ target_slug }) => slugs.includes(target_slug));
  return {
    ...demo,
    trails: of('trails', 'slug', ['relational-foundations']),
    concepts,
    sparks: of('sparks', 'slug', spark),
    concept_sparks,
    spark_beacons: of('spark_beacons', 'spark_slug', spark),
    spark_links: linked('spark_links', spark),
    concept_links: linked('concept_links', concept),
    objectives: of('objectives', 'concept_slug', concept),
    packages: of('packages', 'spark_slug', spark),
  };
}

let course: string;
beforeEach(() => {
  course = path.join(here.folder, here.slug);
});

const exportFolder = () => done('export', '--format', 'markdown', '--out', course);
const importFolder = () => done('import', course);
const at = (file: string) => path.join(course, file);
const edit = async (file: string, from: string | RegExp, to: string) => {
  const before = await readFile(at(file), 'utf8');
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${file} has no ${from}`);
  await writeFile(at(file), after);
};
const files = async () =>
  (await readdir(course, { recursive: true, withFileTypes: true }))
    .filter((one) => one.isFile())
    .map((one) => path.relative(course, path.join(one.parentPath, one.name)))
    .sort();

test('a course in a folder comes back as nothing new, and the bundle is what it was; another workspace gets the same course', async () => {
  await done('import', DEMO);
  await exportFolder();
  expect(await importFolder()).toMatchObject({ plan: { create: 0, update: 0, unchanged: 402, conflict: 0 } });
  const bundle = JSON.parse(readFileSync(DEMO, 'utf8'));
  expect(await done('export')).toEqual(bundle);
  here.slug = `other-${here.slug}`;
  await db.addMember(await db.createWorkspace(here.slug), here.person, 'admin');
  expect(await importFolder()).toMatchObject({ plan: { create: 402, update: 0 } });
  expect(await done('export')).toEqual(bundle);
});

describe('a course in a folder', () => {
  beforeEach(async () => {
    const file = path.join(here.folder, `${here.slug}.json`);
    await writeFile(file, JSON.stringify(oneTrail()));
    await done('import', file);
    await exportFolder();
  });

  test('has a lesson in the concept to whose folder its file was moved, and in that one alone', async () => {
    const concepts = () =>
      list<{ slug: string }>(
        db.owner,
        `select c.slug from public.concept_sparks p join public.concepts c on c.id = p.concept_id join public.sparks s on s.id = p.spark_id
         where p.workspace_id = $1 and s.slug = 'choosing-column-types'`,
        [here.workspace],
      );
    expect(await concepts()).toEqual([{ slug: 'tables-and-keys' }]);
    const other = 'databases/relational-foundations';
    const folders = (await readdir(at(other), { withFileTypes: true })).filter((one) => one.isDirectory());
    const target = folders.find(({ name }) => name !== 'tables-and-keys')?.name ?? '';
    await rename(at(LESSON), at(path.join(other, target, path.basename(LESSON))));
    await edit(CONCEPT, /^ {2}- choosing-column-types\n/m, '');
    const { problems } = await importFolder();
    expect(problems).toMatchObject([{ code: 'moved_file', slug: 'choosing-column-types' }]);
    expect(await concepts()).toEqual([{ slug: target }]);
    expect(await importFolder()).toMatchObject({ plan: { create: 0, update: 0 } });
    expect(await concepts()).toEqual([{ slug: target }]);
  });

  test('is one update for one edited file, again and again', async () => {
    // From here on the folder names the revision it was made from.
    await db.owner.query(
      "update public.beacons set name = 'Postgres' where workspace_id = $1 and slug = 'postgresql'",
      [here.workspace],
    );
    await exportFolder();
    expect(await readFile(at('trailwright.yaml'), 'utf8')).toContain('base_revision');
    for (const text of ['Ein anderer Titel', 'yes']) {
      await edit(LESSON, /^title: .*$/m, `title: "${text}"`);
      expect(await importFolder()).toMatchObject({
        plan: { create: 0, update: 1, conflict: 0 },
        counts: { spark: { update: 1 } },
      });
      expect(await importFolder()).toMatchObject({ plan: { create: 0, update: 0 } });
      const title = "select title from public.sparks where workspace_id = $1 and slug = 'choosing-column-types'";
      expect(await value(db.owner, title, [here.workspace])).toBe(text);
    }
  });

  test('is written again only where it changed, and nothing of others is touched', async () => {
    await mkdir(at('.git'), { recursive: true });
    for (const file of ['README.md', '.git/config', 'databases/notes.md']) await writeFile(at(file), 'mine');
    const before = await files();
    const times = await Promise.all(before.map(async (file) => (await stat(at(file))).mtimeMs));
    expect(await exportFolder()).toMatchObject({ written: [], removed: [], unchanged: before.length - 6 });
    expect(await Promise.all(before.map(async (file) => (await stat(at(file))).mtimeMs))).toEqual(times);

    await db.owner.query(
      "update public.sparks set summary = 'New' where workspace_id = $1 and slug = 'choosing-column-types'",
      [here.workspace],
    );
    expect(await exportFolder()).toMatchObject({ written: [LESSON, 'trailwright.yaml'], removed: [] });
    // What changes with every export does not make a difference of its own.
    expect(await exportFolder()).toMatchObject({ written: [], removed: [] });
    expect(await files()).toEqual(before);
  });

  test('loses the files of what is gone, and folders that are empty then', async () => {
    const concept = 'databases/relational-foundations/tables-and-keys';
    await db.owner.query(
      `with gone as (select s.id from public.sparks s join public.concept_sparks p on p.spark_id = s.id
                     join public.concepts c on c.id = p.concept_id where c.workspace_id = $1 and c.slug = 'tables-and-keys')
       select id into temp gone from gone`,
      [here.workspace],
    );
    for (const [table, column] of [
      ['concept_sparks', 'spark_id'],
      ['spark_beacons', 'spark_id'],
      ['packages', 'spark_id'],
      ['spark_links', 'source_id'],
      ['spark_links', 'target_id'],
      ['sparks', 'id'],
    ])
      await db.owner.query(`delete from public.${table} where ${column} in (select id from gone)`);
    await writeFile(at(`${concept}/notes.txt`), 'mine');
    const { removed } = await exportFolder();
    expect(removed).toContain(LESSON);
    expect((await files()).filter((file) => file.startsWith(concept))).toEqual([
      `${concept}/_concept.yaml`,
      `${concept}/notes.txt`,
    ]);
    expect(await importFolder()).toMatchObject({ plan: { create: 0, update: 0 } });
  });

  test('keeps the names that people gave, and moves a lesson that the studio moved', async () => {
    await rename(at(LESSON), at(LESSON.replace('choosing', 'picking')));
    await rename(at('databases'), at('Databases in practice'));
    expect(await importFolder()).toMatchObject({ plan: { create: 0, update: 0 }, problems: [] });
    // The exercises follow their lesson.
    expect(await exportFolder()).toMatchObject({
      written: [expect.stringMatching(/picking-column-types\.package\.yaml$/)],
      removed: [expect.stringMatching(/choosing-column-types\.package\.yaml$/)],
    });
    expect(await exportFolder()).toMatchObject({ written: [], removed: [] });

    const other = "select id from public.concepts where workspace_id = $1 and slug = 'select-basics'";
    await db.owner.query(
      `update public.concept_sparks set concept_id = (${other}), order_index = 99
       where workspace_id = $1 and spark_id = (select id from public.sparks where workspace_id = $1 and slug = 'choosing-column-types')`,
      [here.workspace],
    );
    const { written, removed } = await exportFolder();
    expect(written).toContain('Databases in practice/relational-foundations/select-basics/choosing-column-types.md');
    expect(removed).toContain('Databases in practice/relational-foundations/tables-and-keys/picking-column-types.md');
    expect(await importFolder()).toMatchObject({ plan: { create: 0, update: 0 } });
  });

  test('takes in a new file, and gives it back where it is', async () => {
    const file = path.join(path.dirname(LESSON), 'Natural keys.md');
    await writeFile(at(file), '---\ntitle: Natural keys\nestimated_mins: 5\ndifficulty: beginner\n---\nText');
    expect(await importFolder()).toMatchObject({ plan: { create: 2, update: 0 } });
    const { written } = await exportFolder();
    expect(written).toEqual([file, CONCEPT, 'trailwright.yaml'].sort());
    expect(await readFile(at(file), 'utf8')).toMatch(/^slug: natural-keys\n[\s\S]*\n---\nText$/m);
    expect(await importFolder()).toMatchObject({ plan: { create: 0, update: 0 } });
  });

  test('with faults is refused whole, each with file and line, and nothing is written', async () => {
    await edit(LESSON, 'estimated_mins: ', 'estimated_mins: 9');
    await edit(CONCEPT, 'is_published', 'is_publshed');
    const { code, json } = await tool('import', course);
    expect(code).toBe(1);
    expect(json.problems).toMatchObject([
      { code: 'unknown_field', file: CONCEPT, line: 5, kind: 'concept', slug: 'tables-and-keys' },
      {
        code: 'out_of_range',
        file: LESSON,
        line: 5,
        kind: 'spark',
        slug: 'choosing-column-types',
        path: expect.stringMatching(/^\/sparks\/\d+\/estimated_mins$/),
      },
    ]);
    const shown = await content(['validate', course], { env });
    expect(shown.stderr).toContain(`error out_of_range at ${LESSON}:5 (spark choosing-column-types)`);
    expect(
      await value(db.owner, 'select count(*)::int from public.change_sets where workspace_id = $1', [here.workspace]),
    ).toBe(1);
  });

  test('that both sides edited is a conflict in that file', async () => {
    await edit(LESSON, /^title: .*$/m, 'title: Mine');
    await db.owner.query(
      "update public.sparks set title = 'Theirs' where workspace_id = $1 and slug = 'choosing-column-types'",
      [here.workspace],
    );
    const { code, json } = await tool('import', course);
    expect({ code, problems: json.problems }).toMatchObject({
      code: 1,
      problems: [{ code: 'conflict', file: LESSON }],
    });
  });

  test('merges in git: two lessons added on two branches do not meet', async () => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: course, stdio: 'pipe' });
    git('init', '-q', '-b', 'main');
    git('add', '-A');
    git('commit', '-qm', 'start');
    for (const branch of ['one', 'two']) {
      git('checkout', '-q', '-b', branch, 'main');
      await writeFile(
        at(path.join(path.dirname(LESSON), `${branch}.md`)),
        `---\ntitle: New ${branch}\nestimated_mins: 5\ndifficulty: beginner\n---\n`,
      );
      git('add', '-A');
      git('commit', '-qm', branch);
    }
    git('merge', '-q', '-m', 'both', 'one');
    expect(await importFolder()).toMatchObject({ plan: { create: 4, update: 0 } });
  });
});

describe('what is called wrongly', () => {
  const usage = async (...args: string[]) => {
    const { code, json } = await tool(...args);
    return `${code} ${json.problems?.[0]?.message}`;
  };

  test('is told', async () => {
    const file = path.join(here.folder, 'file');
    await writeFile(file, '');
    expect(await usage('export', '--format', 'markdown')).toBe('2 Name the folder to write with --out.');
    expect(await usage('export', '--format', 'markdown', '--out', file)).toBe(
      `2 ${file} is no folder. Name the folder to write.`,
    );
    expect(await usage('export', '--format', 'units', '--out', course)).toMatch(
      /^2 There is no format units\. Formats: bundle, markdown, unit, course, course-folder\./,
    );
    await mkdir(course);
    expect(await usage('import', course)).toBe(
      `2 ${course} is a folder, but not one of a course: there is no trailwright.yaml in it, no COURSE-BRIEF.md, and no unit file.`,
    );
  });
});
