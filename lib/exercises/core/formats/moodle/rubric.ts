import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import type { ExerciseOf } from '../../exercise.ts';
import type { SourceText } from '../text/text.ts';

type Rubric = ExerciseOf<'open_response'>['rubric'];

const HEAD = ['Criterion', 'Level', 'Points', 'Description'];

const escaped = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\n/g, '<br>');
const row = (tag: string, cells: readonly string[]) =>
  `<tr>${cells.map((one) => `<${tag}>${escaped(one)}</${tag}>`).join('')}</tr>`;

/** A rubric as a table for graders. */
export function rubricTable(rubric: Rubric): string {
  if (rubric.length === 0) return '';
  const rows = rubric.flatMap(({ criterion, levels }) =>
    (levels.length > 0 ? levels : [null]).map((level) =>
      row('td', [criterion, level?.label ?? '', level ? String(level.points) : '', level?.description ?? '']),
    ),
  );
  return `<table><thead>${row('th', HEAD)}</thead><tbody>${rows.join('')}</tbody></table>`;
}

/** The rubric of such a table, or null where notes for graders are anything else. */
export function rubricIn({ text }: SourceText): Rubric | null {
  if (!text.startsWith('<table')) return null;
  const rows: string[][] = [];
  const walk = (node: Root | Element) => {
    for (const child of node.children) {
      if (child.type !== 'element') continue;
      if (child.tagName === 'tr') rows.push(cellsOf(child));
      else walk(child);
    }
  };
  walk(fromHtml(text, { fragment: true }));
  if (rows[0]?.join('\n') !== HEAD.join('\n')) return null;
  const rubric: Rubric = [];
  for (const [criterion = '', label = '', points = '', description = ''] of rows.slice(1)) {
    let last = rubric.at(-1);
    if (last?.criterion !== criterion) {
      last = { criterion, levels: [] };
      rubric.push(last);
    }
    if (label !== '' || points !== '' || description !== '')
      last.levels.push({ label, points: Number(points), description });
  }
  return rubric;
}

const cellsOf = (row: Element) => row.children.flatMap((one) => (one.type === 'element' ? [textOf(one)] : []));

function textOf(node: Element): string {
  return node.children
    .map((one) =>
      one.type === 'text' ? one.value : one.type === 'element' ? (one.tagName === 'br' ? '\n' : textOf(one)) : '',
    )
    .join('');
}
