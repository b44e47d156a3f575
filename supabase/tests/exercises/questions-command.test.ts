import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { content, contentHere } from '../support/content-command.ts';

// `content questions`: what becomes of a file of questions, without a studio.

const GIFT = '::Soil::Is it wet?{T}\n\n::Half::Which {=a\n\n::Points::Which two?{~%50%a ~%50%b ~%-25%c}\n';

let folder: string;
const file = (name: string) => path.join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'trailwright-questions-'));
  await writeFile(file('bank.txt'), GIFT);
  await writeFile(file('bad.xml'), '<?xml version="1.0"?>\n<!DOCTYPE quiz [<!ENTITY a "b">]>\n<quiz>&a;</quiz>');
  await writeFile(file('notes.pdf'), '%PDF-1.7');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('read says what becomes of each question, for people and for programs', async () => {
  const told = await content(['questions', 'read', file('bank.txt')]);
  expect(told.code).toBe(0);
  expect(told.stdout).toContain('GIFT, utf-8\n3 questions = 1 whole + 1 changed + 0 blocked + 1 not taken\n');
  expect(told.stdout).toContain('not taken 1: Braces that do not fit\n    line 3.');

  const { code, json } = await content(['questions', 'read', '-', '--json'], { input: GIFT });
  expect(code).toBe(0);
  expect(json).toMatchObject({
    ok: true,
    format: 'gift',
    counts: { total: 3, whole: 1, changed: 1, blocked: 0, not_taken: 1 },
    reasons: [
      { fate: 'changed', code: 'points_of_options', questions: [2] },
      { fate: 'not_taken', code: 'braces', questions: [1] },
    ],
    questions: [
      { fate: 'whole', source: { line: 1, name: 'Soil' }, exercise: { exercise_type: 'true_false', answer: true } },
      { fate: 'not_taken', source: { line: 3, name: 'Half' }, exercise: null },
      { fate: 'changed', source: { line: 5 }, exercise: { exercise_type: 'multi_select' } },
    ],
  });
});

test('convert writes the file of another format, and says what is lost on either way', async () => {
  const { code, stdout } = await content([
    'questions',
    'convert',
    file('bank.txt'),
    '--to',
    'moodle',
    '--out',
    file('bank.xml'),
  ]);
  expect(code).toBe(0);
  expect(stdout).toContain('Written as Moodle XML: 2 exercises = 2 whole + 0 changed + 0 blocked + 0 not taken');
  const xml = await readFile(file('bank.xml'), 'utf8');
  const back = await content(['questions', 'convert', file('bank.xml'), '--to', 'csv', '--decimal-comma']);
  expect(back.stdout).toMatch(/^\uFEFFtype;id;stem;right;/);
  await content(['questions', 'convert', file('bank.txt'), '--to', 'moodle', '--out', file('bank.xml')]);
  expect(await readFile(file('bank.xml'), 'utf8')).toBe(xml);
});

test('packages are written and read, and two of the same questions are one', async () => {
  const convert = (name: string) =>
    content(['questions', 'convert', file('bank.txt'), '--to', 'qti30', '--out', file(name)]);
  const { code, stdout } = await convert('bank.zip');
  expect(code).toBe(0);
  expect(stdout).toContain('Written as QTI 3.0: 2 exercises = 2 whole + 0 changed + 0 blocked + 0 not taken');
  await convert('again.zip');
  expect(await readFile(file('again.zip'))).toEqual(await readFile(file('bank.zip')));
  const back = await content(['questions', 'read', file('bank.zip')]);
  const deck = await content(['questions', 'convert', file('bank.txt'), '--to', 'anki', '--out', file('bank.apkg')]);
  expect(deck.stdout).toContain('Written as an Anki deck: 2 exercises');
  const cartridge = await content([
    'questions',
    'convert',
    file('bank.txt'),
    '--to',
    'cc13',
    '--out',
    file('bank.imscc'),
  ]);
  expect(cartridge.stdout).toContain('Written as a Common Cartridge 1.3: 2 exercises');
  expect(back.stdout).toContain('QTI 3.0, zip\n2 questions = 2 whole + 0 changed + 0 blocked + 0 not taken');
});

test.each([
  [['read', 'bad.xml'], 1, 'doctype_refused', 'Line 2, column 1'],
  [['read', 'notes.pdf'], 1, 'pdf', 'a PDF document'],
  [['read', 'nowhere.txt'], 2, 'usage', 'There is no file'],
  [
    ['convert', 'bank.txt', '--to', 'qti'],
    2,
    'usage',
    'Allowed choices are moodle, gift, csv, qti21, qti22, qti30, scorm12, scorm2004, anki, cc11, cc13',
  ],
  [['convert', 'bank.txt', '--to', 'qti30'], 2, 'usage', 'A package is written to a file.'],
  [['convert', 'bank.txt'], 2, 'usage', "required option '--to <format>'"],
  [['convert', 'bank.txt', '--to', 'gift', '--out', '/nowhere/x.txt'], 2, 'usage', 'There is no folder /nowhere'],
])('%j ends with %i', async ([command = '', name = '', ...options], code, problem, message) => {
  const ended = await contentHere(['questions', command, file(name), ...options]);
  expect(ended.code).toBe(code);
  expect(ended.json).toMatchObject({ ok: false, problems: [{ code: problem }] });
  expect(ended.json.problems?.[0]?.message).toContain(message);
});
