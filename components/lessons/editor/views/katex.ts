import type katexType from 'katex';
import { editorText } from '../text.ts';

let katex: typeof katexType | undefined;
let loading: Promise<typeof katexType> | undefined;

const load = () => {
  loading ??= import('katex').then((module) => {
    katex = module.default;
    return katex;
  });
  return loading;
};

// As learners see it (lib/lessons/core/html/html.ts): cut off long before it could hurt.
const OPTIONS = { strict: false, trust: false, maxSize: 40, maxExpand: 500, throwOnError: true } as const;
const LONGEST = 10_000;

/** Draws a formula into an element, or its source where it cannot be drawn. */
export function drawFormula(target: HTMLElement, latex: string, displayMode: boolean) {
  target.classList.remove('formula-problem');
  target.removeAttribute('title');
  if (latex.trim() === '') {
    target.textContent = editorText.math.empty;
    return;
  }
  const draw = (library: typeof katexType) => {
    try {
      if (latex.length > LONGEST) throw new Error(editorText.math.tooLong);
      library.render(latex, target, { ...OPTIONS, displayMode });
    } catch (error) {
      target.textContent = latex;
      target.classList.add('formula-problem');
      target.title = error instanceof Error ? error.message : '';
    }
  };
  if (katex) return draw(katex);
  target.textContent = latex;
  load().then(draw, () => {});
}

const drawers = new WeakMap<Element, () => void>();
let observer: IntersectionObserver | undefined;

/** Draws once the element comes near the screen: a long lesson has hundreds of formulas. */
export function drawNearScreen(element: Element, draw: () => void) {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        observer?.unobserve(target);
        drawers.get(target)?.();
        drawers.delete(target);
      }
    },
    { rootMargin: '600px' },
  );
  drawers.set(element, draw);
  observer.observe(element);
}

/** Nothing waits for an element that is gone. */
export function forget(element: Element) {
  drawers.delete(element);
  observer?.unobserve(element);
}
