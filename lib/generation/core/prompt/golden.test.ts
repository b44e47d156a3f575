import { describe, expect, test } from 'vitest';
import { builtinTemplate } from './builtin/templates.ts';
import { CONTENT_TYPES } from './content-types.ts';
import { sameGolden } from './golden.ts';
import type { PromptTemplate, TemplateParts } from './variables.ts';

const template = (parts: Partial<TemplateParts>, variables: readonly string[] = []): PromptTemplate => ({
  ...builtinTemplate('spark_draft'),
  parts: { system: 'Write well.', user: 'About {{topic}}', ...parts },
  variables: ['topic', ...variables],
});
const USUAL = template({});

describe('of golden prompts', () => {
  test.each(CONTENT_TYPES)('all are the same with the same text of %s', (content_type) => {
    const one = builtinTemplate(content_type);
    expect(sameGolden(one, { ...one, owner: 'workspace', version: 7 })).toEqual({ same: 12, of: 12 });
  });

  test.each([
    ['a line that always stands there', template({ system: 'Write very well.' }), 0],
    ['a line about keywords', template({ user: 'About {{topic}}\nWith {{keywords}}' }, ['keywords']), 1],
    ['a line about sources', template({ user: 'About {{topic}}\n{{sources}}' }, ['sources']), 2],
  ])('those stay that %s does not touch', (_, changed, same) => {
    expect(sameGolden(changed, USUAL)).toEqual({ same, of: 12 });
    expect(sameGolden(USUAL, changed)).toEqual({ same, of: 12 });
  });

  test('nothing is said of a text that cannot be used', () => {
    expect(sameGolden(template({ user: '{{nothing}}' }), USUAL)).toBeNull();
  });
});
