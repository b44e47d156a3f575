import { Scorm12API, Scorm2004API } from 'scorm-again';
import { beforeEach, expect, test } from 'vitest';
import { type FrameLocator, page } from 'vitest/browser';
import type { ExerciseType } from '#lib/exercises/core/exercise.ts';
import type { ScormVersion } from '#lib/exercises/core/formats/scorm/interaction.ts';
import { scormPage } from '#lib/exercises/core/formats/scorm/page.ts';
import { EXERCISES } from '#lib/exercises/core/marking.cases.ts';
// The files as packages have them.
import player from '../../../../public/player/trailwright-exercises.js?raw';
import recorder from '../../../../public/player/trailwright-scorm.js?raw';
import { played } from '../played.cases.ts';

// The page of a package in a frame of a platform, which is scorm-again: it refuses what SCORM does not allow.

type Frame = FrameLocator;
interface Platform {
  api: Scorm12API | Scorm2004API;
  /** The last value of each element that it took. */
  told: Record<string, string>;
  /** Calls that it refused, with the number of the error. */
  refused: string[];
  /** How often a session began and ended. */
  sessions: { begun: number; ended: number };
}

const API = { '1.2': 'API', '2004': 'API_1484_11' } as const;

beforeEach(() => {
  document.body.innerHTML = '';
  for (const name of Object.values(API)) Reflect.deleteProperty(window, name);
});

/** A platform that writes down what it refuses. */
function platform(version: ScormVersion, before: Record<string, string> = {}): Platform {
  const settings = { autocommit: false, logLevel: 5 };
  const api = version === '1.2' ? new Scorm12API(settings) : new Scorm2004API(settings);
  const found: Platform = { api, told: {}, refused: [], sessions: { begun: 0, ended: 0 } };
  api.loadFromFlattenedJSON(before);
  const calls = api as unknown as Record<string, (...given: string[]) => string>;
  const prefix = version === '1.2' ? 'LMS' : '';
  const over = (name: string, told: (...given: string[]) => void) => {
    const call = calls[name]?.bind(api);
    Reflect.set(api, name, (...given: string[]) => {
      const answer = call?.(...given);
      told(...given, String(answer));
      return answer;
    });
  };
  over(`${prefix}SetValue`, (element = '', value = '', answer = '') => {
    if (answer === 'true') found.told[element] = value;
    else found.refused.push(`${element} = ${value}: ${calls[`${prefix}GetLastError`]?.()}`);
  });
  over(`${prefix}Initialize`, () => found.sessions.begun++);
  over(version === '1.2' ? 'LMSFinish' : 'Terminate', () => found.sessions.ended++);
  Reflect.set(window, API[version], api);
  return found;
}

/** Shows a package. Its scripts stand where it names them. */
function show(version: ScormVersion, types: readonly ExerciseType[], passing: number | null = 0.8): Frame {
  const exercises = types.map((type, at) => played(EXERCISES[type], at));
  const html = scormPage({ title: 'Bread', language: 'en', version: 4, exercises }, version, passing)
    .replace('trailwright-exercises.js', addressOf(player))
    .replace('trailwright-scorm.js', addressOf(recorder));
  const frame = document.createElement('iframe');
  Object.assign(frame, { srcdoc: html, title: 'Course', width: '1000', height: '760' });
  document.body.replaceChildren(frame);
  return page.frameLocator(page.getByTitle('Course'));
}

const addressOf = (script: string) => URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
/** Leaves the package, as somebody does who closes it. */
const leave = () => document.body.replaceChildren();

const inside = () => document.querySelector('iframe')?.contentDocument ?? document;
/** What is to be ordered, as it lies. */
const steps = () =>
  [...(inside().querySelector('trailwright-exercises')?.shadowRoot?.querySelectorAll('.tw-order > li') ?? [])].map(
    ({ textContent }) => textContent,
  );

const answer: Record<ExerciseType, (frame: Frame) => Promise<void>> = {
  mcq: (frame) => frame.getByRole('radio', { name: 'Salt' }).click(),
  multi_select: async (frame) => {
    for (const name of ['Flour', 'Water']) await frame.getByRole('checkbox', { name }).click();
  },
  true_false: (frame) => frame.getByRole('radio', { name: 'False' }).click(),
  short_answer: (frame) => frame.getByRole('textbox', { name: 'Your answer' }).fill('Sour dough'),
  numeric: (frame) => frame.getByRole('textbox', { name: 'Your answer' }).fill('1050 g'),
  cloze: async (frame) => {
    await frame.getByRole('textbox', { name: 'Blank 1' }).fill('milk');
    await frame.getByRole('combobox', { name: 'Blank 2' }).selectOptions('rest');
    await frame.getByRole('textbox', { name: 'Blank 3' }).fill('Hour');
  },
  matching: async (frame) => {
    for (const { left, right } of EXERCISES.matching.pairs)
      await frame.getByRole('combobox', { name: left }).selectOptions(right);
  },
  ordering: async (frame) => {
    for (const [place, { text }] of EXERCISES.ordering.items.entries())
      while (steps().findIndex((one) => one.includes(text)) > place)
        await frame.getByRole('button', { name: `Move “${text}” up` }).click();
  },
  open_response: (frame) => frame.getByRole('textbox', { name: 'Write your answer' }).fill('Old yeast.'),
};

/** Answers a question and goes on. */
async function play(frame: Frame, type: ExerciseType, isLast: boolean) {
  await answer[type](frame);
  await frame.getByRole('button', { name: 'Check answer' }).click();
  if (type === 'open_response') {
    await frame.getByText('1 · One').click();
    await frame.getByText('2 · Given').click();
  }
  await frame.getByRole('button', { name: isLast ? 'Finish' : 'Next question' }).click();
}

const interactionsOf = ({ api }: Platform): Record<string, unknown>[] =>
  JSON.parse(JSON.stringify(api.cmi.interactions.childArray));
const core12 = ({ api }: Platform) => (api as Scorm12API).cmi.core;
const patternsOf = (interaction: Record<string, unknown>) =>
  Object.values(Object(interaction.correct_responses)).map((one) => Object(one).pattern);

const TYPES = Object.keys(EXERCISES) as ExerciseType[];
// One is wrong, one has two thirds, the open answer three quarters; six are right.
const SHARE = (6 + 2 / 3 + 3 / 4) / 9;

test('SCORM 1.2: nine types played to the end', { timeout: 60_000 }, async () => {
  const lms = platform('1.2');
  const frame = show('1.2', TYPES);
  for (const [at, type] of TYPES.entries()) await play(frame, type, at === TYPES.length - 1);
  await expect.poll(() => core12(lms).lesson_status).toBe('passed');
  expect(core12(lms).score).toMatchObject({ raw: String(Math.round(SHARE * 10_000) / 100), min: '0', max: '100' });
  expect(
    interactionsOf(lms).map((one) => [one.id, one.type, one.student_response, one.result, patternsOf(one)]),
  ).toEqual([
    ['bread-1', 'choice', 'a', 'wrong', ['b']],
    ['bread-2', 'choice', 'a,b', '0.67', ['a,b,d']],
    ['bread-3', 'true-false', 'f', 'correct', ['f']],
    ['bread-4', 'fill-in', 'Sour dough', 'correct', ['sourdough', 'sour dough', '`levain`']],
    ['bread-5', 'numeric', '1050', 'correct', ['1050']],
    ['bread-6', 'fill-in', 'milk, rest, Hour', 'correct', ['water, rest, Hour']],
    ['bread-7', 'matching', 'a.a,b.b,c.c', 'correct', ['a.a,b.b,c.c']],
    ['bread-8', 'sequencing', 'a,b,c,d', 'correct', ['a,b,c,d']],
    ['bread-9', 'fill-in', 'Old yeast.', '0.75', []],
  ]);
  expect(lms.told['cmi.interactions.8.latency']).toMatch(/^0000:00:\d\d\.\d\d$/);
  leave();
  await expect.poll(() => lms.sessions).toEqual({ begun: 1, ended: 1 });
  expect(lms.told).toMatchObject({ 'cmi.core.exit': '', 'cmi.core.session_time': expect.stringMatching(/^00/) });
  expect(lms.refused).toEqual([]);
});

test('SCORM 2004: nine types played to the end', { timeout: 60_000 }, async () => {
  const lms = platform('2004');
  const frame = show('2004', TYPES, 0.9);
  for (const [at, type] of TYPES.entries()) await play(frame, type, at === TYPES.length - 1);
  const { cmi } = lms.api as Scorm2004API;
  await expect.poll(() => cmi.completion_status).toBe('completed');
  expect(cmi.success_status).toBe('failed');
  expect(cmi.progress_measure).toBe('1');
  expect(cmi.score).toMatchObject({ scaled: String(Math.round(SHARE * 10_000) / 10_000), min: '0', max: '100' });
  expect(
    interactionsOf(lms).map((one) => [one.id, one.type, one.learner_response, one.result, patternsOf(one)]),
  ).toEqual([
    ['bread-1', 'choice', 'a', 'incorrect', ['b']],
    ['bread-2', 'choice', 'a[,]b', '0.67', ['a[,]b[,]d']],
    ['bread-3', 'true-false', 'false', 'correct', ['false']],
    ['bread-4', 'fill-in', 'Sour dough', 'correct', ['sourdough', 'sour dough', '`levain`']],
    ['bread-5', 'numeric', '1050', 'correct', ['1050[:]1050']],
    ['bread-6', 'fill-in', 'milk[,]rest[,]Hour', 'correct', ['{case_matters=true}water[,]rest[,]Hour']],
    ['bread-7', 'matching', 'a[.]a[,]b[.]b[,]c[.]c', 'correct', ['a[.]a[,]b[.]b[,]c[.]c']],
    ['bread-8', 'sequencing', 'a[,]b[,]c[,]d', 'correct', ['a[,]b[,]c[,]d']],
    ['bread-9', 'long-fill-in', 'Old yeast.', '0.75', []],
  ]);
  expect(interactionsOf(lms)[0]?.description).toBe('What makes dough rise?');
  leave();
  await expect.poll(() => lms.sessions).toEqual({ begun: 1, ended: 1 });
  expect(lms.refused).toEqual([]);
});

test('left before the end, it is incomplete with the points so far, behind the answers of an earlier session', async () => {
  const lms = platform('1.2', { 'cmi.interactions.0.id': 'earlier', 'cmi.interactions.0.type': 'choice' });
  await play(show('1.2', ['true_false', 'mcq']), 'true_false', false);
  await expect.poll(() => interactionsOf(lms).map(({ id }) => id)).toEqual(['earlier', 'bread-3']);
  leave();
  await expect.poll(() => lms.sessions.ended).toBe(1);
  expect(lms.told).toMatchObject({ 'cmi.core.lesson_status': 'incomplete', 'cmi.core.exit': 'suspend' });
  expect(core12(lms).score.raw).toBe('50');
});

test('a later round counts only where it is better, and the platform may say what passes', async () => {
  const lms = platform('1.2', { 'cmi.student_data.mastery_score': '40' });
  const frame = show('1.2', ['true_false', 'mcq']);
  await play(frame, 'true_false', false);
  await play(frame, 'mcq', true);
  await expect.poll(() => core12(lms).lesson_status).toBe('passed');
  await frame.getByRole('button', { name: 'All again' }).click();
  await frame.getByRole('radio', { name: 'True' }).click();
  await frame.getByRole('button', { name: 'Check answer' }).click();
  await frame.getByRole('button', { name: 'Next question' }).click();
  await frame.getByRole('button', { name: 'Skip' }).click();
  await expect.poll(() => interactionsOf(lms)).toHaveLength(3);
  expect(core12(lms)).toMatchObject({ lesson_status: 'passed' });
  expect(core12(lms).score.raw).toBe('50');
  expect(lms.refused).toEqual([]);
});

test('without a platform it plays, and says that nothing is recorded', async () => {
  const frame = show('2004', ['mcq']);
  await play(frame, 'mcq', true);
  await expect
    .poll(() => inside().querySelector('[role=status]')?.textContent)
    .toBe('No learning platform was found: your answers are not recorded.');
});

test('a platform that only shows what was is told nothing', async () => {
  const lms = platform('2004', { 'cmi.mode': 'review' });
  const frame = show('2004', ['mcq']);
  await play(frame, 'mcq', true);
  leave();
  await expect.poll(() => lms.sessions.ended).toBe(1);
  expect(interactionsOf(lms)).toEqual([]);
  expect((lms.api as Scorm2004API).cmi.completion_status).toBe('unknown');
});
