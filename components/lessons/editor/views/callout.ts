import { CALLOUTS } from '#lib/lessons/core/callouts.ts';
import { editorText } from '../text.ts';
import { choice } from './choice.ts';
import { chrome, make } from './dom.ts';
import { framedView } from './framed-view.ts';

/** A callout with its kind and its heading above the text. */
export const callout = framedView((first, set, view) => {
  const kind = choice(
    editorText.callout.kind,
    () => Object.entries(CALLOUTS),
    (id) => {
      set('kind', id);
      view.focus();
    },
  );
  const title = make('input', {
    'aria-label': editorText.callout.title,
    placeholder: editorText.callout.titleHelp,
    dir: 'auto',
  });
  const contentDOM = make('div', { class: 'callout-content' });
  const dom = make('aside', { dir: 'auto' }, chrome('callout-title', kind.dom, title), contentDOM);
  title.addEventListener('input', () => set('title', title.value.trim() === '' ? null : title.value));
  title.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === 'Escape') {
      event.preventDefault();
      view.focus();
    }
  });
  const show = ({ attrs }: typeof first) => {
    dom.className = `callout callout-${attrs.kind}`;
    kind.show(attrs.kind);
    if (document.activeElement !== title) title.value = attrs.title ?? '';
    return true;
  };
  show(first);
  return { dom, contentDOM, show };
});
