import { type Attributes, Extension, type Extensions, Mark, Node } from '@tiptap/core';
import type { MarkSpec, NodeSpec } from '@tiptap/pm/model';
import { lessonSchema, writeStyle } from '#lib/lessons/core/editor/schema.ts';
import { safeAddress, safePicture } from './address.ts';

// The schema of the lesson as extensions, one for each specification and under its name. What saves lessons knows only these.

/** Attributes are read and drawn by the specification itself; how a block was written does not go over to its other half. */
function attributesOf({ attrs = {} }: NodeSpec | MarkSpec): Attributes {
  return Object.fromEntries(
    Object.entries(attrs).map(([name, { default: usual }]) => [
      name,
      { default: usual, rendered: false, parseHTML: () => null, keepOnSplit: name !== 'style' && name !== 'title' },
    ]),
  );
}

/** Text runs in its own direction: blocks say so, and the style sheet says it of paragraphs. */
const DIRECTED = /^(heading|blockquote|bullet_list|ordered_list|callout|table|footnote_definition)$/;

function nodeOf(name: string, spec: NodeSpec): Node {
  const { content, group, inline, atom, selectable, draggable, code, defining, isolating, marks, parseDOM, toDOM } =
    spec;
  return Node.create({
    name,
    topNode: name === 'doc',
    ...{ content, group, inline, atom, selectable, draggable, code, defining, isolating, marks },
    addAttributes: () => attributesOf(spec),
    parseHTML: () => parseDOM,
    renderHTML: toDOM
      ? ({ node }) => {
          const drawn = toDOM(node);
          if (name === 'image')
            return ['img', { ...node.attrs, src: safePicture(node.attrs.src), 'data-src': node.attrs.src }];
          if (!DIRECTED.test(name) || !Array.isArray(drawn)) return drawn;
          const [tag, first, ...rest] = drawn;
          const hasAttributes = typeof first === 'object' && first !== null && !Array.isArray(first);
          return [tag, { dir: 'auto', ...(hasAttributes ? first : {}) }, ...(hasAttributes ? rest : drawn.slice(1))];
        }
      : null,
  });
}

function markOf(name: string, spec: MarkSpec): Mark {
  const { inclusive, excludes, code, parseDOM, toDOM } = spec;
  return Mark.create({
    name,
    ...{ inclusive, excludes, code },
    addAttributes: () => attributesOf(spec),
    parseHTML: () => parseDOM,
    renderHTML: toDOM
      ? ({ mark }) => {
          if (name !== 'link') return toDOM(mark, true);
          const { href, title, style } = mark.attrs;
          const reference = writeStyle(style);
          return ['a', { href: safeAddress(href), 'data-href': href, 'data-reference': reference, title }, 0];
        }
      : null,
  });
}

/** What Tiptap has no word for. */
const extras = Extension.create({
  name: 'lesson_schema',
  extendNodeSchema: ({ name }) => {
    const spec = lessonSchema.nodes[name]?.spec;
    return spec ? { tableRole: spec.tableRole, leafText: spec.leafText } : {};
  },
});

/** The schema of lessons for Tiptap. */
export function schemaExtensions(): Extensions {
  const nodes = Object.values(lessonSchema.nodes).map(({ name, spec }) =>
    name === 'text' ? Node.create({ name, group: 'inline' }) : nodeOf(name, spec),
  );
  const marks = Object.values(lessonSchema.marks).map(({ name, spec }) => markOf(name, spec));
  return [...nodes, ...marks, extras];
}
