import { createHash } from 'node:crypto';
import { builtinTemplate } from './builtin/templates.ts';
import type { ContentType } from './content-types.ts';
import type { PromptInput } from './input.ts';

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** An input with something of everything, for tests. */
export function promptInput(content_type: ContentType = 'spark_draft', other: Partial<PromptInput> = {}): PromptInput {
  return {
    workspace_id: '00000000-0000-4000-8000-000000000001',
    content_type,
    template: builtinTemplate(content_type),
    strategies: [
      {
        name: 'House style',
        version: 9,
        depth: 1,
        owner_name: 'Academy House',
        config: {
          content_guidelines: { min_words: 400, max_words: 900, citation_required: true },
          seo_focus: {},
          tone: { formality: 'plain and exact' },
        },
      },
      {
        name: 'Field guide',
        version: 6,
        depth: 0,
        owner_name: 'Field Academy',
        config: {
          content_guidelines: {
            min_words: 450,
            max_words: 700,
            required_sections: ['The case', 'The steps', 'Summary'],
          },
          seo_focus: { keyword_density: 1.5 },
          tone: {},
        },
      },
    ],
    seo_rules: [
      {
        name: 'Title',
        version: 1,
        depth: 1,
        owner_name: 'Academy House',
        rule: 'The first keyword stands in the title.',
      },
    ],
    preferences: [
      { name: 'Units', version: 2, depth: 0, owner_name: 'Field Academy', rule: 'Metric units only.' },
      { name: 'Units', version: 1, depth: 1, owner_name: 'Academy House', rule: 'Metric units, imperial in brackets.' },
    ],
    persona: { name: 'Hedda', version: 3, voice: { tone: 'calm', phrases: ['Look first', 'then measure'] } },
    neighbourhood: {
      place: ['Farming', 'Predict plant growth'],
      known: ['Digital agriculture', 'Measure temperature'],
      next: ['Soil moisture'],
    },
    sources: [{ name: 'notes.md', text: '# Growing degree days\n\nA growing degree day counts warmth.' }],
    request: {
      topic: 'Growing degree days',
      length: 'medium',
      keywords: ['growing degree days'],
      instruction: 'Use corn and barley.',
      count: 6,
    },
    nonce: 'a1b2c3d4e5f60718',
    ...other,
  };
}
