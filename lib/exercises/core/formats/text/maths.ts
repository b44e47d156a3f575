import type { Element, ElementContent, Root, RootContent } from 'hast';

type Parent = Root | Element;

/**
 * TeX between `\(...\)`, `\[...\]` or `$$...$$`, which is how other tools write formulas into HTML. Bounded, for a sign that is never closed
 * would be looked for to the end of the text, each time.
 */
const FORMULA = /\\\(([\s\S]{1,2000}?)\\\)|\\\[([\s\S]{1,2000}?)\\\]|\$\$([\s\S]{1,2000}?)\$\$/g;

/** Makes elements of the formulas in texts, as a page shows them, so that they are read as such and not as words. */
export function markFormulas(parent: Parent) {
  const found: (RootContent | ElementContent)[] = [];
  for (const child of parent.children) {
    if (child.type === 'text') found.push(...cut(child.value));
    else {
      if (child.type === 'element' && !/^(pre|code|kbd|samp|math)$/.test(child.tagName)) markFormulas(child);
      found.push(child);
    }
  }
  parent.children = found as ElementContent[];
}

function cut(value: string): ElementContent[] {
  const parts: ElementContent[] = [];
  let end = 0;
  for (const found of value.matchAll(FORMULA)) {
    const latex = (found[1] ?? found[2] ?? found[3] ?? '').trim();
    if (latex === '') continue;
    if (found.index > end) parts.push({ type: 'text', value: value.slice(end, found.index) });
    parts.push(formula(latex, found[1] === undefined));
    end = found.index + found[0].length;
  }
  if (end === 0) return [{ type: 'text', value }];
  if (end < value.length) parts.push({ type: 'text', value: value.slice(end) });
  return parts;
}

/** As KaTeX draws it, which is what the reader of pasted pages knows. */
function formula(latex: string, isDisplay: boolean): Element {
  const annotation: Element = {
    type: 'element',
    tagName: 'annotation',
    properties: { encoding: 'application/x-tex' },
    children: [{ type: 'text', value: latex }],
  };
  const math: Element = { type: 'element', tagName: 'math', properties: {}, children: [annotation] };
  const className = [isDisplay ? 'katex-display' : 'katex'];
  return { type: 'element', tagName: 'span', properties: { className }, children: [math] };
}
