import type { Element, ElementContent, RootContent } from 'hast';
import type { Node } from 'prosemirror-model';
import { asLines } from './as-lines.ts';
import { stylesOf } from './paste-inline.ts';
import { lessonSchema as schema } from './schema.ts';

type Content = RootContent | ElementContent;
type Read = (nodes: readonly Content[]) => Node[];

const WIDEST = 50;
const LONGEST = 5_000;

/** A table as Markdown has it: no cell over several rows or columns, and each cell a paragraph. */
export function pasteTable(table: Element, read: Read): Node[] {
  const rows = gridOf(rowsOf(table));
  const caption = table.children.find((one) => one.type === 'element' && one.tagName === 'caption');
  const before = caption ? read([caption]) : [];
  const width = Math.max(0, ...rows.map(({ length }) => length));
  // A table of one cell is there for its frame.
  if (width === 0 || (rows.length === 1 && width === 1)) {
    return [...before, ...rows.flat().flatMap((cell) => read(cell?.children ?? []))];
  }
  const made = rows.map((row, number) => {
    const cells = Array.from({ length: width }, (_, at) => {
      const cell = row[at];
      const align = cell ? (stylesOf(cell).get('text-align') ?? String(cell.properties.align ?? '')) : '';
      const attrs = { align: number === 0 && /^(left|center|right)$/.test(align) ? align : null };
      const content = cell ? asLines(read(cell.children)) : [];
      // The head is bold as it is.
      const words = number === 0 ? content.map((one) => one.mark(withoutStrong(one))) : content;
      return schema.node(number === 0 ? 'table_header' : 'table_cell', attrs, schema.node('paragraph', null, words));
    });
    return schema.node('table_row', null, cells);
  });
  return [...before, schema.node('table', null, made)];
}

const withoutStrong = ({ marks }: Node) => marks.filter(({ type }) => type.name !== 'strong');

/** The cells by their places; empty ones where another one reaches over several rows or columns. */
function gridOf(rows: readonly Element[]): (Element | null)[][] {
  const grid: (Element | null)[][] = rows.map(() => []);
  for (const [number, row] of rows.entries()) {
    let column = 0;
    for (const cell of row.children.filter(isCell)) {
      while (grid[number]?.[column] !== undefined) column++;
      const width = spanOf(cell.properties.colSpan, WIDEST);
      const height = Math.min(spanOf(cell.properties.rowSpan, LONGEST), rows.length - number);
      for (let down = 0; down < height; down++)
        for (let across = 0; across < width; across++) {
          const line = grid[number + down] as (Element | null)[];
          if (line[column + across] === undefined) line[column + across] = down + across === 0 ? cell : null;
        }
      column += width;
    }
  }
  return grid.map((row) => Array.from(row, (cell) => cell ?? null));
}

const spanOf = (value: unknown, most: number) => Math.max(1, Math.min(most, Number(value ?? 1) || 1));

const isCell = (node: Content): node is Element => node.type === 'element' && /^t[dh]$/.test(node.tagName);

function rowsOf(node: Element): Element[] {
  return node.children.flatMap((child) => {
    if (child.type !== 'element') return [];
    return child.tagName === 'tr' ? [child] : /^(thead|tbody|tfoot)$/.test(child.tagName) ? rowsOf(child) : [];
  });
}
