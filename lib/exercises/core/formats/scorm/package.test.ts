import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { expect, test } from 'vitest';
import { EXERCISES } from '../../marking.cases.ts';
import { digest, PLAIN } from '../formats.cases.ts';
import { complaints } from '../qti/schema.cases.ts';
import { type ScormOptions, scormReport, writeScorm } from './package.ts';

const CONTENT =
  process.env.TRAILWRIGHT_CONTENT_DIR ?? path.resolve(import.meta.dirname, '../../../../../../shared/content');
const XSD = path.join(CONTENT, 'exchange/xsd/scorm');

const options: ScormOptions = {
  version: '1.2',
  title: 'Soil & water',
  scope: 'w1',
  changed: 4,
  language: 'en',
  digest,
  scripts: { player: '// player', scorm: '// scorm' },
};
const bank = Object.values(EXERCISES);
type Written = Awaited<ReturnType<typeof writeScorm>>;
const textOf = ({ entries }: Written, name: string) =>
  new TextDecoder().decode(entries.find((one) => one.name === name)?.bytes);
/** What the page of a package plays. */
const playedIn = (written: Written) =>
  JSON.parse(/<script type="application\/json">(.*)<\/script>/.exec(textOf(written, 'index.html'))?.[1] ?? 'null');

test('all nine types are in a package, as learners get them', async () => {
  const written = await writeScorm(bank, options);
  expect(written.entries.map(({ name }) => name)).toEqual([
    'imsmanifest.xml',
    'index.html',
    'trailwright-exercises.js',
    'trailwright-scorm.js',
  ]);
  const played = playedIn(written);
  expect(played).toMatchObject({ title: 'Soil & water', language: 'en', version: 4 });
  expect(played.exercises.map(({ type }: { type: string }) => type)).toEqual(Object.keys(EXERCISES));
  expect(played.exercises[0].html['/stem']).toBe('<p dir="auto">What makes dough rise?</p>');
  expect(textOf(written, 'index.html')).not.toContain('misconception_ids');
  const codes = written.exercises.map(({ losses }) => losses.map(({ code }) => code));
  expect(codes).toEqual([['misconceptions'], [], [], ['misconceptions'], [], [], [], [], ['marked_by_learner']]);
});

test.each(['1.2', '2004'] as const)('%s: two exports are the same files', async (version) => {
  const twice = [structuredClone(bank), bank].map((one) => writeScorm(one, { ...options, version }));
  const [first, second] = await Promise.all(twice);
  expect(first?.entries).toEqual(second?.entries);
});

test('what blocks is left out by name, and so is what nobody could answer', async () => {
  const undecided = { ...EXERCISES.true_false, answer: null };
  const written = await writeScorm([undecided, { id: 'x', exercise_type: 'song' }, EXERCISES.mcq], options);
  expect(written.exercises.map(({ exercise, losses }) => [exercise !== null, losses[0]?.code])).toEqual([
    [false, 'blocks'],
    [false, 'unknown_exercise'],
    [true, 'misconceptions'],
  ]);
  expect(playedIn(written).exercises).toHaveLength(1);
});

test('ids have the letters of 1.2, each once', async () => {
  const ids = ['a b', 'a_b', 'öde', '', 'x'.repeat(400), 'a b'];
  const written = await writeScorm(
    ids.map((id) => ({ ...EXERCISES.true_false, id })),
    options,
  );
  const given: string[] = playedIn(written).exercises.map(({ id }: { id: string }) => id);
  expect(given.slice(0, 4)).toEqual(['a_b', 'a_b-2', '_de', 'exercise']);
  expect(new Set(given).size).toBe(6);
  for (const id of given) expect(id).toMatch(/^[\w-]{1,255}$/);
});

test('pictures are files beside the page; one that is not there is named', async () => {
  const [key, other] = ['fe1a4ab1fb6347036bead73597d5d295', '0e1a4ab1fb6347036bead73597d5d295'];
  const files = new Map([[key, { name: '..ä b.png', bytes: new Uint8Array([1]) }]]);
  const stem = `![A plant](/assets/${key}/a%20b.png) and \`src="/assets/${key}/x"\``;
  const exercises = [
    { ...EXERCISES.true_false, stem },
    { ...EXERCISES.true_false, id: '2', stem: `![Gone](/assets/${other}/a.png) [spark](spark:soil)` },
  ];
  const written = await writeScorm(exercises, { ...options, files });
  const picture = `assets/${key}/_b.png`;
  expect(written.entries.at(-1)).toEqual({ name: picture, bytes: new Uint8Array([1]) });
  expect(textOf(written, 'imsmanifest.xml')).toContain(`<file href="${picture}"/>`);
  const html: string = playedIn(written).exercises[0].html['/stem'];
  expect(html).toContain(`src="${picture}"`);
  expect(html).toContain(`src="/assets/${key}/x"`);
  expect(written.exercises.map(({ losses }) => losses.map(({ code }) => code))).toEqual([
    [],
    ['picture_left_behind', 'spark_link'],
  ]);
});

const HOSTILE = '</title><script>alert(1)</script> "]]> & <!-- \' ]]&gt;';

test.each(['1.2', '2004'] as const)('%s: a hostile title and stem are words', async (version) => {
  const exercise = { ...EXERCISES.true_false, stem: `</script><script>alert(1)</script><img src=x onerror=alert(1)>` };
  const written = await writeScorm([exercise], { ...options, version, title: HOSTILE });
  const page = textOf(written, 'index.html');
  expect(page.match(/<script/g)).toHaveLength(3);
  expect(page.match(/<\/title>/g)).toHaveLength(1);
  expect(playedIn(written).title).toBe(HOSTILE);
  expect(JSON.stringify(playedIn(written).exercises[0].html)).not.toMatch(/<script|onerror/);
  using manifest = XmlDocument.fromString(textOf(written, 'imsmanifest.xml'));
  expect(manifest.root.content).toContain(HOSTILE);
});

test('nothing has to be reached where nothing is marked', async () => {
  const open = { ...EXERCISES.open_response, rubric: [] };
  for (const version of ['1.2', '2004'] as const) {
    const marked = await writeScorm([EXERCISES.mcq, open], { ...options, version, passing_score: 0.655 });
    expect(textOf(marked, 'index.html')).toContain('data-passing="0.66"');
    const written = await writeScorm([open], { ...options, version });
    expect(textOf(written, 'index.html')).not.toContain('data-passing');
    expect(textOf(written, 'imsmanifest.xml')).not.toMatch(/mastery|Measure/i);
  }
});

test('the report is known without writing', async () => {
  const { exercises } = await writeScorm(PLAIN, options);
  expect(scormReport(PLAIN)).toEqual(exercises);
});

test.skipIf(!existsSync(XSD)).each([
  ['1.2', 'scorm12.xsd', 'adlcp:scormtype="sco"', 'adlcp:scormtype="book"'],
  ['2004', 'scorm2004.xsd', '<imsss:minNormalizedMeasure>0.8', '<imsss:minNormalizedMeasure>80'],
] as const)('%s: the manifest is valid (skipped without TRAILWRIGHT_CONTENT_DIR)', async (version, file, from, to) => {
  xmlRegisterFsInputProviders();
  const place = path.join(XSD, file);
  // The schema of metadata, which a package has none of, is one that libxml2 does not take.
  const schema = readFileSync(place, 'utf8').replace(/<xs:import [^>]*imsmd[^>]*>/, '');
  const validator = XsdValidator.fromDoc(XmlDocument.fromString(schema, { url: pathToFileURL(place).href }));
  for (const bankOf of [bank, [{ ...EXERCISES.open_response, rubric: [] }]]) {
    const manifest = textOf(await writeScorm(bankOf, { ...options, version, title: HOSTILE }), 'imsmanifest.xml');
    expect(complaints(validator, manifest)).toEqual([]);
  }
  // A schema that lets anything pass would prove nothing.
  const manifest = textOf(await writeScorm(bank, { ...options, version }), 'imsmanifest.xml');
  expect(manifest).toContain(from);
  expect(complaints(validator, manifest.replace(from, to))).not.toEqual([]);
  expect(complaints(validator, manifest.replace(/ identifierref="page"/, ' isvisible="perhaps"'))).not.toEqual([]);
});
