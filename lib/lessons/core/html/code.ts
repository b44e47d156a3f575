import type { Element, ElementContent, Root } from 'hast';
import { createCssVariablesTheme, createHighlighterCore, type HighlighterCore } from 'shiki/core';
import { createOnigurumaEngine } from 'shiki/engine/oniguruma';
import { type BundledLanguage, bundledLanguages } from 'shiki/langs';
import { SKIP, visit } from 'unist-util-visit';

// Above these sizes code is shown plain: colours are not worth a second of waiting.
const LONGEST_BLOCK = 30_000;
const MOST_COLOURED = 120_000;
const LONGEST_LINE = 2_000;

// Colours are classes and the classes are CSS variables, so one HTML serves light, dark and readers without our CSS.
const COLOR_PREFIX = '--code-';
const theme = createCssVariablesTheme({ name: 'lesson', variablePrefix: COLOR_PREFIX });

let highlighter: Promise<HighlighterCore> | undefined;

async function loadHighlighter(): Promise<HighlighterCore> {
  highlighter ??= createHighlighterCore({
    themes: [theme],
    langs: [],
    engine: createOnigurumaEngine(import('shiki/wasm')),
  });
  return highlighter;
}

interface CodeBlock {
  parent: Root | Element;
  index: number;
  language: string;
  source: string;
}

/**
 * Gives every fenced block its frame and its colours; Mermaid becomes a figure that carries its source, which a
 * reader without the drawing still can read. `isSteady` takes the time that colours need, so that a busy machine makes the same of a text.
 */
export function rehypeCode({ isSteady = false } = {}) {
  return async (tree: Root) => {
    const blocks: CodeBlock[] = [];
    visit(tree, 'element', (pre, index, parent) => {
      if (pre.tagName !== 'pre' || index === undefined || !parent) return;
      const code = pre.children.find((child) => child.type === 'element' && child.tagName === 'code');
      const source = plainText(pre);
      const language = code?.type === 'element' ? languageOf(code) : '';
      blocks.push({ parent: parent as Root | Element, index, language, source });
      return SKIP;
    });

    let budget = MOST_COLOURED;
    for (const block of blocks) {
      const { language, source } = block;
      budget -= source.length;
      const lines = budget > 0 && source.length <= LONGEST_BLOCK ? await highlight(language, source, isSteady) : null;
      block.parent.children[block.index] =
        language === 'mermaid'
          ? mermaidFigure(source)
          : codeFrame(language, lines ?? [{ type: 'text', value: source }]);
    }
  };
}

/** Coloured lines, or null where the language is unknown or its grammar gives up. */
async function highlight(language: string, source: string, isSteady: boolean): Promise<ElementContent[] | null> {
  if (!Object.hasOwn(bundledLanguages, language)) return null;
  try {
    const shiki = await loadHighlighter();
    await shiki.loadLanguage(bundledLanguages[language as BundledLanguage]);
    const lines = shiki.codeToTokensBase(source.replace(/\n$/, ''), {
      lang: language,
      theme: 'lesson',
      tokenizeMaxLineLength: LONGEST_LINE,
      // 0 is no limit.
      tokenizeTimeLimit: isSteady ? 0 : 500,
    });
    const content: ElementContent[] = [];
    for (const [number, line] of lines.entries()) {
      if (number > 0) content.push({ type: 'text', value: '\n' });
      for (const token of line) addToken(content, token.content, className(token.color));
    }
    return content;
  } catch {
    return null;
  }
}

/** Neighbours of one colour share one element, and the colour of plain text needs none. */
function addToken(content: ElementContent[], text: string, name: string | null) {
  const last = content.at(-1);
  if (name === null || text.trim() === '') {
    if (last?.type === 'text') last.value += text;
    else content.push({ type: 'text', value: text });
    return;
  }
  const inside = last?.type === 'element' ? last.children[0] : undefined;
  if (last?.type === 'element' && inside?.type === 'text' && last.properties.className?.[0] === name)
    inside.value += text;
  else content.push(element('span', { className: [name] }, [{ type: 'text', value: text }]));
}

function className(color: string | undefined): string | null {
  const name = /^var\(--code-token-([a-z-]+)\)$/.exec(color ?? '')?.[1];
  return name ? `code-${name}` : null;
}

function codeFrame(language: string, children: ElementContent[]): Element {
  // The block scrolls sideways, so the keyboard must be able to reach it.
  const pre = element('pre', { tabIndex: 0, dir: 'ltr' }, [element('code', {}, children)]);
  return element('div', { className: ['code-block'], dataLanguage: language || undefined }, [pre]);
}

function mermaidFigure(source: string): Element {
  const pre = element('pre', { tabIndex: 0, dir: 'ltr' }, [element('code', {}, [{ type: 'text', value: source }])]);
  return element('figure', { dataMermaid: '' }, [pre]);
}

function languageOf(code: Element): string {
  const classes = Array.isArray(code.properties.className) ? code.properties.className : [];
  const found = classes.map(String).find((name) => name.startsWith('language-'));
  // `js {1,3}` and `js:title` name the language first.
  return (found?.slice('language-'.length) ?? '').toLowerCase().split(/[{,:\s]/)[0] ?? '';
}

export function plainText(node: Root | ElementContent): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map((child) => plainText(child as ElementContent)).join('') : '';
}

export function element(tagName: string, properties: Element['properties'], children: ElementContent[] = []): Element {
  return { type: 'element', tagName, properties, children };
}
