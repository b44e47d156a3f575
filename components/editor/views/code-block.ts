import { drawDiagrams } from '../../lesson/diagrams.ts';
import { text } from '../text.ts';
import { chrome, make } from './dom.ts';
import { framedView } from './framed-view.ts';

const PAUSE = 500;

export const LANGUAGES = [
  ...['bash', 'c', 'cpp', 'csharp', 'css', 'diff', 'dockerfile', 'go', 'haskell', 'html', 'java', 'javascript', 'json'],
  ...['jsx', 'kotlin', 'latex', 'lua', 'markdown', 'mermaid', 'php', 'python', 'r', 'ruby', 'rust', 'sql', 'swift'],
  ...['toml', 'tsx', 'typescript', 'xml', 'yaml'],
];

/** Code with its language above, and the drawing below where it is a diagram. */
export const codeBlock = framedView((first, set, view) => {
  const language = make('select', { 'aria-label': text.code.language });
  const contentDOM = make('code', { spellcheck: 'false' });
  const drawing = chrome('diagram-preview');
  const dom = make(
    'div',
    { class: 'code-block', dir: 'ltr' },
    chrome('block-label', language),
    make('pre', { dir: 'ltr' }, contentDOM),
    drawing,
  );
  language.addEventListener('change', () => {
    set('language', language.value || null);
    view.focus();
  });

  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop = () => {};
  let drawn: string | null = null;
  const redraw = (source: string) => {
    stop();
    const figure = make('figure', { 'data-mermaid': '' }, make('pre', { hidden: true }, source));
    drawing.replaceChildren(figure);
    stop = drawDiagrams(drawing);
  };
  const show = (node: typeof first) => {
    const name: string = node.attrs.language ?? '';
    const options = LANGUAGES.includes(name) || name === '' ? LANGUAGES : [name, ...LANGUAGES];
    if (language.options.length !== options.length + 1 || language.value !== name) {
      language.replaceChildren(
        make('option', { value: '' }, text.code.plain),
        ...options.map((one) => make('option', { value: one }, one)),
      );
      language.value = name;
    }
    const source = name === 'mermaid' ? node.textContent.trim() : null;
    drawing.hidden = !source;
    if (source === drawn) return true;
    clearTimeout(timer);
    if (source && drawn === null) redraw(source);
    else if (source) timer = setTimeout(() => redraw(source), PAUSE);
    else stop();
    drawn = source;
    return true;
  };
  show(first);
  return {
    dom,
    contentDOM,
    show,
    destroy: () => {
      clearTimeout(timer);
      stop();
    },
  };
});
