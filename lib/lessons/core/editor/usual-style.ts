import type { Node } from 'prosemirror-model';
import type { Style } from './schema.ts';

/** How the lesson writes things where it first does: what is new is written the same way. */
export function usualStyle(doc: Node): Style {
  const usual: Style = {};
  doc.descendants((node) => {
    const style: Style | null = node.attrs.style ?? null;
    if (!style) return;
    if (node.type.name === 'bullet_list' && style.marker) usual.bullet ??= style.marker;
    if (node.type.name === 'ordered_list' && style.marker) usual.delimiter ??= style.marker;
    if (node.type.name === 'code_block' && style.fence) usual.fence ??= String(style.fence).slice(0, 3);
    for (const name of ['emphasis', 'strong', 'delete'] as const) {
      const marker = style[name];
      if (marker) usual[name] ??= marker;
    }
  });
  return usual;
}
