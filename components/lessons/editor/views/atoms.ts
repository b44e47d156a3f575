import type { NodeViewConstructor } from '@tiptap/pm/view';
import { safePicture } from '../address.ts';
import { OPEN_PANEL } from '../open-panel.ts';
import { editorText } from '../text.ts';
import { atomView } from './atom-view.ts';
import { make } from './dom.ts';
import { drawFormula, drawNearScreen } from './katex.ts';

const formula = (isBlock: boolean): NodeViewConstructor =>
  atomView({
    isBlock,
    className: isBlock ? 'formula formula-block' : 'formula',
    label: ({ attrs }) => editorText.math.label(attrs.latex),
    draw: (target, { attrs }) => {
      if (target.textContent === '') target.textContent = attrs.latex || editorText.math.empty;
      // What is being edited is drawn at once.
      if (target.parentElement?.classList.contains('atom-open')) drawFormula(target, attrs.latex, isBlock);
      else drawNearScreen(target, () => drawFormula(target, attrs.latex, isBlock));
    },
    fields: ({ attrs }) => [
      {
        name: 'latex',
        label: editorText.math.source,
        value: attrs.latex,
        isSource: true,
        placeholder: editorText.math.placeholder,
      },
    ],
    needs: 'latex',
    opensByClick: true,
    hasLines: isBlock,
  });

const image = atomView({
  className: 'picture',
  label: ({ attrs }) => editorText.image.label(attrs.alt ?? ''),
  draw: (target, { attrs }) => {
    const src = safePicture(attrs.src);
    const missing = () => {
      target.setAttribute(
        'aria-label',
        editorText.image.labelMissing(editorText.image.label(attrs.alt ?? ''), attrs.src),
      );
      target.replaceChildren(
        make(
          'span',
          { class: 'image-missing' },
          make('span', {}, attrs.alt || editorText.image.missing),
          make('code', { dir: 'ltr' }, attrs.src),
        ),
      );
    };
    if (!src) return missing();
    const picture = make('img', { src, alt: '', title: attrs.title, loading: 'lazy', draggable: 'false' });
    picture.addEventListener('error', missing);
    target.replaceChildren(picture);
    if (attrs.alt?.trim()) return;
    // For those who see it; the others hear it in the label, and Enter opens the panel.
    const hint = make('span', { class: 'image-hint' }, editorText.image.undescribed);
    hint.addEventListener('click', () => {
      target.dispatchEvent(new CustomEvent(OPEN_PANEL, { bubbles: true, cancelable: true, detail: 'alt' }));
    });
    target.append(hint);
  },
  fields: ({ attrs }) => [
    { name: 'src', label: editorText.image.src, value: attrs.src, placeholder: 'https://' },
    { name: 'alt', label: editorText.image.alt, value: attrs.alt ?? '', placeholder: editorText.image.altHelp },
    { name: 'title', label: editorText.image.title, value: attrs.title ?? '' },
  ],
  needs: 'src',
});

const footnote = atomView({
  className: 'footnote-mark',
  label: ({ attrs }) => editorText.footnote.label(attrs.label),
  draw: (target, { attrs }) => {
    target.textContent = attrs.label;
  },
  fields: ({ attrs }) => [{ name: 'label', label: editorText.footnote.name, value: attrs.label }],
  needs: 'label',
});

const sourceInline = atomView({
  className: 'source-inline',
  label: ({ attrs }) => editorText.source.inline(attrs.source),
  draw: (target, { attrs }) => {
    target.textContent = attrs.source;
  },
  fields: ({ attrs }) => [{ name: 'source', label: editorText.source.field, value: attrs.source, isSource: true }],
  needs: 'source',
  opensByClick: true,
});

/** Views of the nodes that hold no text. */
export const atomViews: Record<string, NodeViewConstructor> = {
  inline_math: formula(false),
  block_math: formula(true),
  image,
  footnote_reference: footnote,
  source_inline: sourceInline,
};
