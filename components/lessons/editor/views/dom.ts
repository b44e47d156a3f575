type Content = Node | string | null;

/** An element with attributes and content; what is null is left out. Text is text, never HTML. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string | boolean | null | undefined> = {},
  ...content: Content[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '');
    else if (typeof value === 'string') element.setAttribute(name, value);
  }
  element.append(...content.filter((one) => one !== null));
  return element;
}

/** A part of a block that is no text of the lesson. */
export const chrome = (className: string, ...content: Content[]) =>
  make('div', { class: className, contenteditable: 'false' }, ...content);
