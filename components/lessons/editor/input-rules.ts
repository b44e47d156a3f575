import { Extension, InputRule, markInputRule, textblockTypeInputRule, wrappingInputRule } from '@tiptap/core';
import type { ResolvedPos } from '@tiptap/pm/model';
import { type EditorState, NodeSelection, TextSelection, type Transaction } from '@tiptap/pm/state';
import { findWrapping } from '@tiptap/pm/transform';
import { safeLink, safePicture } from './address.ts';
import { openPanelSoon } from './open-panel.ts';

// What one types in Markdown becomes what it means. Backspace right after takes it back.

/** Where the paragraph stands in an item of a list, or -1. */
function itemAround(place: ResolvedPos): number {
  return place.depth > 1 && place.node(-1).type.name === 'list_item' ? place.before(-1) : -1;
}

function makeTask(state: EditorState, tr: Transaction, from: number, to: number, isDone: boolean) {
  tr.delete(from, to);
  const place = tr.doc.resolve(from);
  const range = place.blockRange();
  const list = state.schema.nodes.bullet_list;
  if (itemAround(place) < 0 && range && list) {
    const wrapping = findWrapping(range, list);
    if (wrapping) tr.wrap(range, wrapping);
  }
  const item = itemAround(tr.doc.resolve(tr.mapping.map(from)));
  if (item >= 0) tr.setNodeAttribute(item, 'checked', isDone);
}

export const InputRules = Extension.create({
  name: 'lesson_input_rules',
  addInputRules() {
    const { nodes, marks } = this.editor.schema;
    const node = (name: string) => nodes[name] as (typeof nodes)[string];
    const mark = (name: string) => marks[name] as (typeof marks)[string];
    const view = () => this.editor.view;
    return [
      ...[1, 2, 3, 4, 5, 6].map((level) =>
        textblockTypeInputRule({
          find: new RegExp(`^(#{${level}})\\s$`),
          type: node('heading'),
          getAttributes: { level },
        }),
      ),
      textblockTypeInputRule({
        find: /^(?:```|~~~)([\w+#-]*)[\s\n]$/,
        type: node('code_block'),
        getAttributes: ([, language]) => ({ language: language || null }),
      }),
      wrappingInputRule({ find: /^\s*[-+*]\s$/, type: node('bullet_list') }),
      wrappingInputRule({
        find: /^(\d{1,9})[.)]\s$/,
        type: node('ordered_list'),
        getAttributes: ([, start]) => ({ start: Number(start) }),
        joinPredicate: ([, start], list) => list.childCount + list.attrs.start === Number(start),
      }),
      wrappingInputRule({ find: /^\s*>\s$/, type: node('blockquote') }),
      markInputRule({ find: /(?:^|[^*])(\*\*(?!\s)([^*]+[^*\s])\*\*)$/, type: mark('strong') }),
      // Two underscores stay what they are: `__init__` is a name more often than it is loud.
      markInputRule({ find: /(?:^|[^*])(\*(?![\s*])([^*]*[^*\s])\*)$/, type: mark('emphasis') }),
      markInputRule({ find: /(?:^|[^\w_])(_(?![\s_])([^_]*[^_\s])_)$/, type: mark('emphasis') }),
      markInputRule({ find: /(?:^|[^~])(~~(?!\s)([^~]+[^~\s])~~)$/, type: mark('strike') }),
      markInputRule({ find: /(?:^|[^`])(`([^`]+)`)$/, type: mark('code') }),
      new InputRule({
        find: /(!?)\[([^[\]]*)\]\(([^\s()]+)\)$/,
        handler: ({ state, range, match }) => {
          const [, isPicture, words = '', address = ''] = match;
          const safe = isPicture ? safePicture(address) : safeLink(address);
          if (!safe || (!isPicture && words.trim() === '')) return null;
          const { tr, schema } = state;
          const link = mark('link').create({ href: safe });
          const put = isPicture ? node('image').create({ src: safe, alt: words }) : schema.text(words, [link]);
          if (!tr.doc.resolve(range.from).parent.type.allowsMarkType(mark('link'))) return null;
          tr.replaceWith(range.from, range.to, put).removeStoredMark(link);
        },
      }),
      new InputRule({
        find: /^\[([ xX]?)\]\s$/,
        handler: ({ state, range, match }) =>
          makeTask(state, state.tr, range.from, range.to, /x/i.test(match[1] ?? '')),
      }),
      new InputRule({
        find: /^\[!(note|tip|important|warning|caution)\]\s$/i,
        handler: ({ state, range, match }) => {
          const { tr } = state;
          const place = tr.doc.resolve(range.from);
          if (place.depth < 2 || place.node(-1).type.name !== 'blockquote') return null;
          tr.delete(range.from, range.to);
          tr.setNodeMarkup(place.before(-1), node('callout'), { kind: match[1]?.toLowerCase() });
        },
      }),
      new InputRule({
        find: /^(?:---|___|\*\*\*)$/,
        handler: ({ state, range }) => {
          const { tr } = state;
          const place = tr.doc.resolve(range.from);
          if (place.parent.type.name !== 'paragraph' || place.parent.content.size > 2) return null;
          const [from, to] = [place.before(), place.after()];
          if (!place.node(-1).canReplaceWith(place.index(-1), place.indexAfter(-1), node('thematic_break')))
            return null;
          tr.replaceWith(from, to, [node('thematic_break').create(), node('paragraph').create()]);
          tr.setSelection(TextSelection.create(tr.doc, from + 2));
        },
      }),
      new InputRule({
        find: /^\$\$\s$/,
        handler: ({ state, range }) => {
          const { tr } = state;
          const place = tr.doc.resolve(range.from);
          if (place.parent.type.name !== 'paragraph' || place.depth < 1) return null;
          tr.replaceWith(place.before(), place.after(), node('block_math').create());
          tr.setSelection(NodeSelection.create(tr.doc, place.before()));
          openPanelSoon(view(), place.before());
        },
      }),
      // Money is no formula: what stands between the dollars begins and ends without a space.
      new InputRule({
        find: /(?:^|[^$\w\\])(\$([^$\s](?:[^$]*[^$\s\\])?)\$)$/,
        handler: ({ state, range, match }) => {
          const { tr } = state;
          const from = range.from + (match[0].length - (match[1]?.length ?? 0));
          const latex = match[2] ?? '';
          // As it is read: a number alone is money, and `$HOME/bin:$` goes on with the next variable.
          if (/^[\d.,]+( |$)/.test(latex) || /[:;=,"/(`]$/.test(latex)) return null;
          tr.replaceWith(from, range.to, node('inline_math').create({ latex }));
        },
      }),
    ];
  },
});
