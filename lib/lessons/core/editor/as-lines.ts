import type { Node } from 'prosemirror-model';

/**
 * The words of blocks as one run of lines, for a cell, which holds one paragraph: items, rows and lines of code each become
 * a line, whatever stood around them does not.
 */
export function asLines(blocks: readonly Node[]): Node[] {
  const lines: Node[][] = [];
  const add = (block: Node) => {
    const { schema } = block.type;
    if (block.type.spec.code) {
      const code = schema.mark('code');
      for (const line of block.textContent.split('\n'))
        if (line.trim() !== '') lines.push([schema.text(line.replace(/\s+$/, ''), [code])]);
    } else if (block.type.name === 'block_math') {
      lines.push([schema.node('inline_math', { latex: block.attrs.latex.replace(/\s*\n\s*/g, ' ') })]);
    } else if (block.type.name === 'table_row') {
      const cells = block.children.map((cell) => asLines(cell.children)).filter(({ length }) => length > 0);
      lines.push(cells.flatMap((cell, at) => (at > 0 ? [schema.text(' '), ...cell] : cell)));
    } else if (block.isTextblock) {
      lines.push(block.children.map((one) => (one.type.name === 'soft_break' ? schema.text(' ') : one)));
    } else block.forEach(add);
  };
  blocks.forEach(add);
  const full = lines.filter(({ length }) => length > 0);
  return full.flatMap((line, at) => (at > 0 ? [(line[0] as Node).type.schema.node('hard_break'), ...line] : line));
}
