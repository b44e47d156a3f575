import { drawDiagrams } from '../../reading/diagrams.ts';
import { editorText } from '../text.ts';
import { choice } from './choice.ts';
import { chrome, make } from './dom.ts';
import { framedView } from './framed-view.ts';

const PAUSE = 500;

export const LANGUAGES = [
  ...['bash', 'c', 'cpp', 'csharp', 'css', 'diff', 'dockerfile', 'go', 'haskell', 'html', 'java', 'javascript', 'json'],
  ...['jsx', 'kotlin', 'latex', 'lua', 'markdown', 'mermaid', 'php', 'python', 'r', 'ruby', 'rust', 'sql', 'swift'],
  ...['toml', 'tsx', 'typescript', 'xml', 'yaml'],
];

const KNOWN = [['', editorText.code.plain] as const, ...LANGUAGES.map((name) => [name, name] as const)];
const languagesWith = (name: string) =>
  name === '' || LANGUAGES.includes(name) ? KNOWN : [...KNOWN, [name, name] as const];

/** Code with its language above, and the drawing below where it is a diagram. */
export const codeBlock = framedView((first, set, view) => {
  const language = choice(editorText.code.language, languagesWith, (name) => {
    set('language', name || null);
    view.focus();
  });
  const contentDOM = make('code', { spellcheck: 'false' });
  const drawing = chrome('diagram-preview');
  const dom = make(
    'div',
    { class: 'code-block', dir: 'ltr' },
    chrome('block-label', language.dom),
    make('pre', { dir: 'ltr' }, contentDOM),
    drawing,
  );

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
    language.show(name);
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
