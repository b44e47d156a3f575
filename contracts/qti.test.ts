import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bankOf, expectValid, XSD } from '#lib/exercises/core/formats/qti/schema.cases.ts';
import { writeQuestions } from '#lib/exercises/core/formats/write-questions.ts';

// Items that are written, held against the schemas of QTI, and read by programs of other people.

const MANY = 500;
const JUDGES = path.resolve(path.dirname(XSD), '../../../../judges');
const CHECK = path.join(JUDGES, 'qti3check.py');
const SUMMARY = path.join(JUDGES, 'qtisummary.py');

describe.skipIf(!existsSync(XSD))('valid by the schemas', () => {
  const bank = bankOf(MANY);
  test.each(['qti21', 'qti22', 'qti30'] as const)(`%s: ${MANY} items and the manifest`, (version) => {
    expectValid(bank, version);
  });
});

describe.skipIf(!existsSync(CHECK))('as programs in Python read them', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'qti-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const python = (...parameters: string[]) =>
    execFileSync('/usr/bin/python3', parameters, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 100_000_000,
      env: { ...process.env, XSD: path.join(XSD, 'qtiv2p2p4/imsqti_v2p2p4.xsd') },
    });
  const written = (version: 'qti22' | 'qti30') => {
    const { entries = [], exercises } = writeQuestions(bankOf(100), version);
    const items = entries.filter(({ name }) => name.startsWith('items/'));
    const files = items.map(({ name, bytes }, at) => {
      const file = `${version}-${at}.xml`;
      writeFileSync(path.join(folder, file), bytes);
      return { file, identifier: path.basename(name, '.xml') };
    });
    return { files, exercises };
  };

  test('QTI 3.0: every item is valid', () => {
    const { files } = written('qti30');
    expect(python(CHECK, ...files.map(({ file }) => file)).trim()).toBe(`${files.length} valid 0 invalid`);
  });

  test.each(['qti22', 'qti30'] as const)('%s: they see what each exercise asks', (version) => {
    const { files, exercises } = written(version);
    const seen = JSON.parse(python(SUMMARY, ...files.map(({ file }) => file)));
    for (const [at, { file, identifier }] of files.entries()) {
      const exercise = exercises[at]?.exercise;
      const { interactions, responses, ...item } = seen[file];
      expect(item.identifier).toBe(identifier);
      const [interaction] = interactions;
      switch (exercise?.exercise_type) {
        case 'mcq':
        case 'multi_select':
          expect(interaction.type).toBe('choiceInteraction');
          expect(interaction.choices).toHaveLength(exercise.options.length);
          expect(responses[0].correct).toHaveLength(
            exercise.exercise_type === 'mcq' ? 1 : exercise.answer_key.option_ids.length,
          );
          break;
        case 'true_false':
          expect(responses[0].correct).toEqual([String(exercise.answer)]);
          break;
        case 'short_answer':
          expect(responses[0].correct).toEqual([exercise.canonical_answer]);
          break;
        case 'numeric':
          expect(Number(responses[0].correct[0])).toBe(exercise.value);
          break;
        case 'cloze':
          expect(interactions).toHaveLength(exercise.blanks.length);
          break;
        case 'matching':
          expect(responses[0].correct).toHaveLength(exercise.pairs.length);
          break;
        case 'ordering':
          expect(responses[0].correct).toEqual(interaction.choices);
          break;
        default:
          expect(interaction.type).toBe('extendedTextInteraction');
      }
    }
  });
});
