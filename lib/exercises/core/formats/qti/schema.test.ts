import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { writeQuestions } from '../write-questions.ts';
import { bankOf, complaints, expectValid, MANIFESTS, validatorOf, XSD } from './schema.cases.ts';

// The schema of QTI 2.2 takes six seconds to load, so items of 2.2 and 3.0 are held against it in contracts/qti.test.ts.

const isHere = existsSync(XSD);

test.skipIf(!isHere)('QTI 2.1: every item and the manifest are valid (skipped without TRAILWRIGHT_CONTENT_DIR)', () => {
  expectValid(bankOf(60), 'qti21');
});

test.skipIf(!isHere)('QTI 3.0: the manifest is valid', () => {
  const { entries = [] } = writeQuestions(bankOf(10), 'qti30', { category: 'A & B' });
  const manifest = new TextDecoder().decode(entries[0]?.bytes);
  expect(complaints(validatorOf(MANIFESTS.qti30), manifest)).toEqual([]);
});
