import type { Element, ElementContent, RootContent } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { latexOf } from './paste-mathml.ts';

type Content = RootContent | ElementContent;

export interface PastedFormula {
  latex: string;
  isDisplay: boolean;
}

const classesOf = ({ properties }: Element): string[] =>
  Array.isArray(properties.className) ? properties.className.map(String) : [];

/**
 * The formula that an element draws, or null. Pages draw it several times over, for eyes, for screen readers and for
 * machines: whatever its TeX is found in speaks for all of them.
 */
export function formulaOf(element: Element): PastedFormula | null {
  const classes = classesOf(element);
  const is = (name: string) => classes.includes(name);
  const { tagName, properties } = element;
  const found = (latex: string | null, isDisplay: boolean) => {
    const clean = tidy(latex ?? '');
    return clean === '' ? null : { latex: clean, isDisplay };
  };
  if (is('katex-display') || is('katex')) return found(latexWithin(element), is('katex-display'));
  if (tagName === 'math') return found(latexOfMath(element), String(properties.display ?? '') === 'block');
  // MathJax 3 keeps MathML for screen readers, MathJax 2 as an attribute.
  if (tagName === 'mjx-container') return found(latexWithin(element), properties.display !== undefined);
  if (is('MathJax') && typeof properties.dataMathml === 'string') {
    const math = findMath(fromHtml(properties.dataMathml, { fragment: true }));
    return math && found(latexOfMath(math), String(math.properties.display ?? '') === 'block');
  }
  // Wikipedia: where the MathML is hidden only the picture is copied, and its description is the TeX.
  if (is('mwe-math-element')) return found(latexWithin(element) ?? altWithin(element), false);
  if (tagName === 'img' && classes.some((name) => name.startsWith('mwe-math')))
    return found(String(properties.alt ?? ''), is('mwe-math-fallback-image-display'));
  return null;
}

/** Leftovers of MathJax 2 beside the drawing: the source while it waits, and a second copy. */
export const isFormulaShadow = (element: Element) =>
  classesOf(element).some((name) => name === 'MathJax_Preview' || name === 'MJX_Assistive_MathML');

function tidy(latex: string): string {
  const text = latex.replace(/\s+/g, ' ').trim();
  return /^\{\\(?:display|text)style (.*)\}$/.exec(text)?.[1]?.trim() ?? text;
}

function latexWithin(element: Element): string | null {
  const math = findMath(element);
  return math ? latexOfMath(math) : null;
}

function findMath(node: { children: Content[] }): Element | null {
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    const found = child.tagName === 'math' ? child : findMath(child);
    if (found) return found;
  }
  return null;
}

function altWithin(element: Element): string | null {
  const image = element.children.find((one): one is Element => one.type === 'element' && one.tagName === 'img');
  return image ? String(image.properties.alt ?? '') : null;
}

function latexOfMath(math: Element): string {
  return annotationOf(math) ?? (typeof math.properties.alttext === 'string' ? math.properties.alttext : latexOf(math));
}

function annotationOf(node: Element): string | null {
  for (const child of node.children) {
    if (child.type !== 'element') continue;
    if (child.tagName === 'annotation' && /tex/i.test(String(child.properties.encoding ?? '')))
      return child.children.map((one) => (one.type === 'text' ? one.value : '')).join('');
    const found = annotationOf(child);
    if (found !== null) return found;
  }
  return null;
}
