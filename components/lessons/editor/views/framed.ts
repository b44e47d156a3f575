import { editorText } from '../text.ts';
import { chrome, make } from './dom.ts';
import { framedView } from './framed-view.ts';

/** An item of a list, with its box where it is a task. */
export const listItem = framedView((first, set) => {
  const isTask = first.attrs.checked !== null;
  if (!isTask) {
    const dom = make('li');
    return { dom, contentDOM: dom, show: ({ attrs }) => attrs.checked === null };
  }
  const box = make('input', { type: 'checkbox', 'aria-label': editorText.task });
  const contentDOM = make('div');
  const dom = make('li', { class: 'task' }, chrome('task-box', box), contentDOM);
  box.addEventListener('change', () => set('checked', box.checked));
  const show = ({ attrs }: typeof first) => {
    box.checked = attrs.checked === true;
    dom.classList.toggle('task-done', box.checked);
    return attrs.checked !== null;
  };
  show(first);
  return { dom, contentDOM, show };
});

/** What the editor does not know: its source, and what it is. */
export const sourceBlock = framedView((first) => {
  const label = chrome('block-label');
  const contentDOM = make('code', { spellcheck: 'false' });
  const dom = make('div', { class: 'source-block' }, label, make('pre', { dir: 'auto' }, contentDOM));
  const show = ({ attrs }: typeof first) => {
    label.textContent = editorText.source.kinds[attrs.kind] ?? editorText.source.other;
    return true;
  };
  show(first);
  return { dom, contentDOM, show };
});

/** The text of a footnote beside its mark. */
export const footnoteDefinition = framedView((first) => {
  const label = chrome('footnote-label');
  const contentDOM = make('div');
  const dom = make('div', { class: 'footnote-definition', dir: 'auto' }, label, contentDOM);
  const show = ({ attrs }: typeof first) => {
    label.textContent = attrs.label;
    return true;
  };
  show(first);
  return { dom, contentDOM, show };
});
