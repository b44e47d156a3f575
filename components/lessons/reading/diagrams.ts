import { readTokens } from '#components/ui/theme.tsx';
import { letKeyboardScroll } from './enhance.ts';
import { readingText } from './text.ts';

const SMALLEST = 0.65;

let drawings = 0;

/** Draws the diagrams that come into view, in the colours of the theme. Mermaid is loaded when the first one does. */
export function drawDiagrams(root: HTMLElement): () => void {
  let cancelled = false;
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        observer.unobserve(target);
        void draw(target as HTMLElement, () => cancelled);
      }
    },
    { rootMargin: '400px' },
  );
  for (const figure of root.querySelectorAll('figure[data-mermaid]')) observer.observe(figure);
  return () => {
    cancelled = true;
    observer.disconnect();
  };
}

async function draw(figure: HTMLElement, isCancelled: () => boolean) {
  const pre = figure.querySelector('pre');
  if (!pre) return;
  const source = pre.textContent ?? '';
  const id = `diagram-${++drawings}`;
  try {
    const { default: mermaid } = await import('mermaid');
    mermaid.initialize(settings());
    const { svg } = await mermaid.render(id, source);
    if (isCancelled()) return;
    clear(figure);
    const drawing = document.createElement('div');
    drawing.className = 'diagram';
    drawing.setAttribute('role', 'img');
    drawing.setAttribute('aria-label', /^\s*accTitle:\s*(.+)$/m.exec(source)?.[1] ?? readingText.diagram);
    // Mermaid sanitises what it draws at security level strict.
    drawing.innerHTML = svg;
    // On a phone it scrolls rather than shrink to nothing.
    const drawn = drawing.querySelector('svg');
    const width = Number.parseFloat(drawn?.style.maxWidth ?? '');
    if (drawn && width > 0) drawn.style.minWidth = `${Math.round(width * SMALLEST)}px`;
    figure.prepend(drawing);
    pre.hidden = true;
    letKeyboardScroll(figure);
  } catch {
    if (isCancelled()) return;
    clear(figure);
    pre.hidden = false;
    const problem = document.createElement('p');
    problem.className = 'diagram-problem';
    problem.textContent = readingText.diagramFailed;
    figure.append(problem);
  } finally {
    // A failed drawing leaves its workbench behind.
    document.getElementById(`d${id}`)?.remove();
  }
}

function clear(figure: HTMLElement) {
  for (const old of figure.querySelectorAll('.diagram, .diagram-problem')) old.remove();
}

function settings() {
  const color = readTokens([
    'text',
    'text-muted',
    'surface',
    'sunken',
    'accent-soft',
    'accent-line',
    'draft-soft',
    'line-strong',
  ]);
  return {
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    theme: 'base',
    fontFamily: getComputedStyle(document.documentElement).fontFamily,
    themeVariables: {
      fontSize: '14px',
      background: color.surface,
      primaryColor: color['accent-soft'],
      primaryTextColor: color.text,
      primaryBorderColor: color['accent-line'],
      secondaryColor: color.sunken,
      tertiaryColor: color.surface,
      lineColor: color['text-muted'],
      textColor: color.text,
      noteBkgColor: color['draft-soft'],
      noteTextColor: color.text,
      noteBorderColor: color['line-strong'],
      edgeLabelBackground: color.surface,
      clusterBkg: color.sunken,
      clusterBorder: color['line-strong'],
    },
  } as const;
}
