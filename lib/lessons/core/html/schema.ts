import { defaultSchema, type Options } from 'rehype-sanitize';

const plainAttributes = [
  'align',
  'alt',
  'colSpan',
  'dateTime',
  'height',
  'id',
  'itemProp',
  'lang',
  'open',
  'rowSpan',
  'scope',
  'span',
  'start',
  'title',
  'vAlign',
  'value',
  'width',
  ['dir', 'ltr', 'rtl', 'auto'] as [string, ...string[]],
];

/**
 * What a lesson may contain. Stricter than the GitHub schema it starts from: no form attributes, no access keys, no
 * `srcset` (its addresses are not checked), no classes beyond those that the renderer itself understands. Ids are
 * prefixed later, together with the links that point at them.
 */
export const lessonSchema: Options = {
  ...defaultSchema,
  tagNames: [
    ...(defaultSchema.tagNames ?? []).filter((name) => name !== 'picture' && name !== 'source'),
    'abbr',
    'aside',
    'bdi',
    'bdo',
    'caption',
    'cite',
    'col',
    'colgroup',
    'dfn',
    'figcaption',
    'figure',
    'mark',
    'small',
    'time',
    'u',
    'wbr',
  ],
  attributes: {
    '*': plainAttributes,
    a: ['href', 'name', 'ariaDescribedBy', 'ariaLabel', 'dataFootnoteBackref', 'dataFootnoteRef'],
    aside: [
      ['className', 'callout', /^callout-(note|tip|important|warning|caution)$/],
      ['role', 'note'],
    ],
    blockquote: ['cite'],
    code: [['className', /^language-./, 'math-inline', 'math-display']],
    details: [['className', 'callout', /^callout-(note|tip|important|warning|caution)$/]],
    h2: [['className', 'sr-only']],
    img: ['src', 'ariaLabel'],
    input: [
      ['disabled', true],
      ['type', 'checkbox'],
      ['checked', true],
    ],
    li: [['className', 'task-list-item']],
    ol: [
      ['className', 'contains-task-list'],
      ['type', '1', 'a', 'A', 'i', 'I'],
    ],
    p: [['className', 'callout-title']],
    summary: [['className', 'callout-title']],
    q: ['cite'],
    section: ['dataFootnotes', ['className', 'footnotes']],
    ul: [['className', 'contains-task-list']],
  },
  clobber: [],
  protocols: {
    cite: ['http', 'https'],
    // `spark:` is resolved right after sanitising and never reaches a page.
    href: ['http', 'https', 'mailto', 'tel', 'spark'],
    src: ['http', 'https'],
  },
  required: { input: { disabled: true, type: 'checkbox' } },
  strip: ['script', 'style', 'template', 'svg', 'math', 'noscript', 'iframe', 'object', 'textarea', 'title', 'select'],
};
