import { expect, test } from 'vitest';
import { JOB_KINDS } from '../job.ts';
import { PIECE_TYPES } from '../maker.ts';
import { stepsAfter } from '../plan.ts';
import { firstPrompt } from './first-prompt.ts';

const cases = JOB_KINDS.flatMap((kind) => PIECE_TYPES.map((piece) => [kind, piece] as const));

test.each(cases)('what is previewed of %s (%s) is what its first step asks', (kind, piece) => {
  expect(firstPrompt(kind, piece)).toEqual(stepsAfter(kind, 'model', piece)[0]?.params);
});
