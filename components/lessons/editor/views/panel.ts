import { make } from './dom.ts';

export interface PanelField {
  name: string;
  label: string;
  value: string;
  /** Source of several lines, in which Enter is a line. */
  isSource?: boolean;
  placeholder?: string;
}

export interface PanelOptions {
  label: string;
  fields: PanelField[];
  onInput: (name: string, value: string) => void;
  /** `toEditor` when the keyboard goes back to the text. */
  onClose: (toEditor: boolean) => void;
}

/** Fields below a node, for what it is made of. Escape closes, and Enter where it is no line. */
export function makePanel({ label, fields, onInput, onClose }: PanelOptions): HTMLElement {
  const panel = make('span', { class: 'node-panel', role: 'group', 'aria-label': label, contenteditable: 'false' });
  for (const { name, label: title, value, isSource, placeholder } of fields) {
    const input = isSource
      ? make('textarea', { rows: '1', spellcheck: 'false', dir: 'ltr' })
      : make('input', { dir: 'auto' });
    input.name = name;
    input.value = value;
    input.placeholder = placeholder ?? '';
    input.autocomplete = 'off';
    const grow = () => {
      if (!isSource) return;
      input.style.height = 'auto';
      input.style.height = `${input.scrollHeight + 2}px`;
    };
    input.addEventListener('input', () => {
      grow();
      onInput(name, input.value);
    });
    requestAnimationFrame(grow);
    panel.append(make('label', {}, make('span', {}, title), input));
  }
  let isOpen = true;
  const close = (toEditor: boolean) => {
    if (!isOpen) return;
    isOpen = false;
    onClose(toEditor);
  };
  panel.addEventListener('keydown', (event) => {
    const isLine = event.target instanceof HTMLTextAreaElement && (event.shiftKey || panel.dataset.lines === 'true');
    if (event.key === 'Escape' || (event.key === 'Enter' && !event.isComposing && !isLine)) {
      event.preventDefault();
      event.stopPropagation();
      close(true);
    }
  });
  panel.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && panel.contains(relatedTarget))) close(false);
  });
  return panel;
}
