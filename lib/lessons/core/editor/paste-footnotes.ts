import { Fragment, type Node } from 'prosemirror-model';

/** Labels are the same in either case and however their blanks are, as CommonMark has it for references. */
const keyOf = (label: unknown) => String(label).trim().replace(/\s+/g, ' ').toLowerCase();

const isDefinition = (node: Node) => node.type.name === 'footnote_definition';

/** A definition that the editor keeps as source. */
const IN_SOURCE = /^ {0,3}\[\^([^\]\s]+)\]:/gm;

/**
 * What is pasted, its footnotes renamed where the lesson has others under the same label: of two definitions of a label
 * readers see the first alone, so the pasted one would be lost and its reference lead to the wrong note. A reference
 * that comes without its note keeps its label and so means the note that is there.
 *
 * `from` and `to` bound what the paste replaces; its labels are free.
 */
export function withFreeFootnotes(pasted: Fragment, doc: Node, from: number, to: number): Fragment {
  const brought: string[] = [];
  pasted.descendants((node) => {
    if (isDefinition(node)) brought.push(String(node.attrs.label));
  });
  if (brought.length === 0) return pasted;
  const taken = labelsIn(doc, from, to);
  const used = new Set([...taken, ...brought.map(keyOf)]);
  const renamed = new Map<string, string>();
  for (const label of brought) {
    const key = keyOf(label);
    if (!taken.has(key) || renamed.has(key)) continue;
    const free = freeLabel(label, used);
    used.add(keyOf(free));
    renamed.set(key, free);
  }
  return renamed.size === 0 ? pasted : relabel(pasted, renamed);
}

function labelsIn(doc: Node, from: number, to: number): Set<string> {
  const found = new Set<string>();
  doc.descendants((node, at) => {
    if (at >= from && at + node.nodeSize <= to) return false;
    if (isDefinition(node)) found.add(keyOf(node.attrs.label));
    if (node.type.name === 'source_block')
      for (const [, label] of node.textContent.matchAll(IN_SOURCE)) found.add(keyOf(label));
    return !node.isTextblock;
  });
  return found;
}

/** The next number for a number, and a number behind a name. */
function freeLabel(label: string, used: ReadonlySet<string>): string {
  const [, stem = '', digits] = /^(.*?)(\d{1,9})?$/.exec(label) ?? [];
  const named = digits === undefined ? `${stem}-` : stem;
  for (let next = digits === undefined ? 2 : Number(digits) + 1; ; next++)
    if (!used.has(keyOf(`${named}${next}`))) return `${named}${next}`;
}

function relabel(content: Fragment, renamed: ReadonlyMap<string, string>): Fragment {
  return Fragment.from(
    content.content.map((node) => {
      const isNamed = isDefinition(node) || node.type.name === 'footnote_reference';
      const label = isNamed ? renamed.get(keyOf(node.attrs.label)) : undefined;
      if (node.isText) return node;
      const inner = relabel(node.content, renamed);
      return label === undefined ? node.copy(inner) : node.type.create({ ...node.attrs, label }, inner, node.marks);
    }),
  );
}
