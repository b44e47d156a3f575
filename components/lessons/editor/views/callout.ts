import { CALLOUTS } from '#lib/lessons/core/callouts.ts';
import { editorText } from '../text.ts';
import { choice } from './choice.ts';
import { chrome, make } from './dom.ts';
import { framedView } from './framed-view.ts';

/** How readers find it: always open, or with an arrow, at first closed or open. */
const FOLDS = [
  ['', editorText.callout.always],
  ['-', editorText.callout.closed],
  ['+', editorText.callout.open],
] as const;

/** A callout with its kind, its heading and how it folds above the text. Whoever writes sees it open. */
export const callout = framedView((first, set, view) => {
  const kind = choice(
    editorText.callout.kind,
    () => Object.entries(CALLOUTS),
    (id) => {
      set('kind', id);
      view.focus();
    },
  );
  const fold = choice(
    editorText.callout.fold,
    () => FOLDS,
    (id) => {
      set('fold', id === '' ? null : id);
      view.focus();
    },
  );
  const title = make('input', {
    'aria-label': editorText.callout.title,
    placeholder: editorText.callout.titleHelp,
    dir: 'auto',
  });
  const contentDOM = make('div', { class: 'callout-content' });
  const dom = make('aside', { dir: 'auto' }, chrome('callout-title', kind.dom, title, fold.dom), contentDOM);
  title.addEventListener('input', () => set('title', title.value.trim() === '' ? null : title.value));
  title.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === 'Escape') {
      event.preventDefault();
      view.focus();
    }
  });
  const show = ({ attrs }: typeof first) => {
    dom.className = `callout callout-${attrs.kind}${attrs.fold ? ' callout-folds' : ''}`;
    kind.show(attrs.kind);
    fold.show(attrs.fold ?? '');
    if (document.activeElement !== title) title.value = attrs.title ?? '';
    return true;
  };
  show(first);
  return { dom, contentDOM, show };
});
