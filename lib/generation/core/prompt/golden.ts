import { assemblePrompt } from './assemble.ts';
import type { PromptInput } from './input.ts';
import type { PromptTemplate } from './variables.ts';

// Golden prompts: requests that stay as they are, so that what a template makes of them shows what was changed in it.

type Asked = Omit<PromptInput, 'content_type' | 'template'>;

/** Something of all that a prompt may be made of. The prompts that built-in templates make of it are kept in golden/. */
export const EVERYTHING: Asked = {
  workspace_id: '00000000-0000-4000-8000-000000000001',
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
};

const { request } = EVERYTHING;
const NOWHERE = { place: [], known: [], next: [] };

/** What is asked differently from one request to the next: a line that is left out where there is nothing to say shows in some of them. */
const REQUESTS: readonly Partial<Asked>[] = [
  {},
  { strategies: [], seo_rules: [], preferences: [], persona: null, neighbourhood: NOWHERE, sources: [] },
  { strategies: [], seo_rules: [], preferences: [] },
  { persona: null },
  { neighbourhood: NOWHERE },
  { sources: [] },
  { sources: [...EVERYTHING.sources, { name: 'more.md', text: 'Barley needs 1,200 of them.' }] },
  { request: { ...request, keywords: [] } },
  { request: { ...request, instruction: undefined } },
  { request: { ...request, count: undefined } },
  { request: { ...request, length: 'short' } },
  { request: { ...request, length: 'long' } },
];

/** Of how many golden prompts two texts of a template make the same; null where one of them cannot be used. */
export function sameGolden(one: PromptTemplate, other: PromptTemplate): { same: number; of: number } | null {
  const [ones, others] = [promptsOf(one), promptsOf(other)];
  if (!ones || !others) return null;
  return { same: ones.filter((text, nth) => text === others[nth]).length, of: REQUESTS.length };
}

function promptsOf(template: PromptTemplate): string[] | null {
  const made = REQUESTS.map((asked) => {
    const all = { ...EVERYTHING, ...asked, content_type: template.content_type, template };
    // Research is always of some kind; other templates have no line for it.
    const input: PromptInput = { ...all, request: { ...all.request, report: 'gap_analysis' } };
    return assemblePrompt(input, () => '');
  });
  return made.every((prompt) => prompt.ok) ? made.map(({ data }) => JSON.stringify(data.messages)) : null;
}
