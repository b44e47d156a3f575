import { make } from './dom.ts';

export interface Choice {
  dom: HTMLElement;
  show: (value: string) => void;
}

/**
 * One of several values: a button that says which, and a list once somebody asks for it. A lesson has a hundred blocks of
 * code, and a browser looks at every field of a page whenever one comes or goes: as many lists cost 125 ms at each opening.
 */
export function choice(
  label: string,
  optionsFor: (value: string) => readonly (readonly [value: string, label: string])[],
  onChange: (value: string) => void,
): Choice {
  const button = make('button', { type: 'button', 'aria-haspopup': 'listbox' });
  const dom = make('span', { class: 'choice' }, button);
  let shown = '';

  const close = () => {
    if (!button.isConnected) dom.replaceChildren(button);
  };
  button.addEventListener('click', () => {
    const options = optionsFor(shown).map(([value, text]) => make('option', { value }, text));
    const list = make('select', { 'aria-label': label }, ...options);
    list.value = shown;
    list.addEventListener('change', () => onChange(list.value));
    list.addEventListener('blur', close);
    list.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      close();
      button.focus();
    });
    dom.replaceChildren(list);
    list.focus();
    try {
      list.showPicker();
    } catch {
      // Not every browser opens it by itself; the focused list opens by key or click.
    }
  });
  return {
    dom,
    show: (value) => {
      shown = value;
      const text = optionsFor(value).find(([one]) => one === value)?.[1] ?? value;
      button.textContent = text;
      button.setAttribute('aria-label', `${label}: ${text}`);
      close();
    },
  };
}
