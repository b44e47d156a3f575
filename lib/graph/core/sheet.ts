import { dsvFormat } from 'd3-dsv';
import { LINK_TYPES, type LinkType, LONGEST_REASON, USUAL_WEIGHTS } from '#lib/base/core/link-types.ts';
import type { GraphLink } from './graph.ts';
import { growingGraph } from './growing.ts';

interface Named {
  id: string;
  slug: string;
  title: string;
}

/** What keeps a line of a sheet from becoming a link. */
export type SheetProblem =
  | { code: 'missing'; end: 'source' | 'target' }
  | { code: 'unknown'; end: 'source' | 'target'; said: string }
  | { code: 'ambiguous'; end: 'source' | 'target'; said: string; slugs: string[] }
  | { code: 'type'; said: string }
  | { code: 'weight'; said: string }
  | { code: 'reason'; length: number }
  | { code: 'self' }
  | { code: 'already_linked' }
  | { code: 'twice'; line: number }
  /** The nodes of the loop in order, from the target of the line to its source. */
  | { code: 'loop'; nodes: string[] };

export interface NewLink {
  source_id: string;
  target_id: string;
  link_type: LinkType;
  weight: number;
  description: string | null;
}

export interface SheetLine {
  /** In the sheet, 1 first. */
  number: number;
  /** As they are written there. */
  source: string;
  target: string;
  link: NewLink | null;
  problem: SheetProblem | null;
}

type Column = 'source' | 'target' | 'type' | 'weight' | 'reason';
const COLUMNS: Column[] = ['source', 'target', 'type', 'weight', 'reason'];
/** What people write above the columns. */
const HEADS: Record<Column, string[]> = {
  source: ['source', 'source_slug', 'source_id', 'from', 'first', 'prerequisite of', 'before'],
  target: ['target', 'target_slug', 'target_id', 'to', 'then', 'after'],
  type: ['type', 'link_type', 'link type', 'kind'],
  weight: ['weight', 'strength'],
  reason: ['reason', 'description', 'why', 'note'],
};

/**
 * Reads links from cells that somebody copied out of a sheet, or from CSV: source, target, type, weight and reason, in this
 * order or under heads that say so. Sources and targets are matched by slug, then by title. A line that would close a loop
 * with what is there and the lines before it says which.
 */
export function readSheet(
  sheet: string,
  graph: { nodes: readonly Named[]; links: readonly GraphLink[] },
  usual_type: LinkType = 'prerequisite',
): SheetLine[] {
  const find = finder(graph.nodes);
  const rows = cellsOf(sheet, find);
  const heads = columnsOf(rows[0]?.cells ?? []);
  const columns = heads ?? new Map(COLUMNS.map((column, at) => [column, at]));
  const growing = growingGraph(graph.nodes, graph.links);
  const lines = new Map<string, number>();

  return rows.slice(heads ? 1 : 0).map(({ number, cells }): SheetLine => {
    const cell = (column: Column) => (cells[columns.get(column) ?? -1] ?? '').trim();
    const [source, target] = [cell('source'), cell('target')];
    const line = { number, source, target };
    const refuse = (problem: SheetProblem): SheetLine => ({ ...line, link: null, problem });

    const from = find(source, 'source');
    if ('code' in from) return refuse(from);
    const to = find(target, 'target');
    if ('code' in to) return refuse(to);
    const said_type = cell('type').toLowerCase();
    const link_type = said_type === '' ? usual_type : LINK_TYPES.find((type) => type === said_type);
    if (!link_type) return refuse({ code: 'type', said: cell('type') });
    const weight = cell('weight') === '' ? USUAL_WEIGHTS[link_type].usual : weightOf(cell('weight'));
    if (weight === null) return refuse({ code: 'weight', said: cell('weight') });
    const reason = cell('reason').replaceAll('\0', '');
    // Characters as the database counts them.
    const { length } = [...reason];
    if (length > LONGEST_REASON) return refuse({ code: 'reason', length });

    if (from.id === to.id) return refuse({ code: 'self' });
    const pair = `${from.id} ${to.id}`;
    const before = lines.get(pair);
    if (before !== undefined) return refuse({ code: 'twice', line: before });
    if (growing.has(from.id, to.id)) return refuse({ code: 'already_linked' });
    const way = growing.way(to.id, from.id);
    if (way) return refuse({ code: 'loop', nodes: way });
    growing.add(from.id, to.id);
    lines.set(pair, number);
    const link = { source_id: from.id, target_id: to.id, link_type, weight, description: reason || null };
    return { ...line, link, problem: null };
  });
}

type Row = { number: number; cells: string[] };

/**
 * The rows that say something. Cells of a sheet come with tabs; CSV with commas, or semicolons where commas are decimal. Titles
 * and reasons hold all of these, so it is what gives a first row that makes sense.
 */
function cellsOf(sheet: string, find: ReturnType<typeof finder>): Row[] {
  const written = sheet.replace(/^\uFEFF/, '');
  const makesSense = ({ cells }: Row) =>
    columnsOf(cells) !== null ||
    (['source', 'target'] as const).every((end, at) => !('code' in find((cells[at] ?? '').trim(), end)));
  const read = ['\t', ';', ','].map((delimiter) =>
    dsvFormat(delimiter)
      .parseRows(written)
      .map((cells, at): Row => ({ number: at + 1, cells }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== '')),
  );
  // Where no first row makes sense: what gives one of several cells.
  const isCut = ([first]: Row[]) => first !== undefined && first.cells.length > 1;
  return read.find(([first]) => first && makesSense(first)) ?? read.find(isCut) ?? read[0] ?? [];
}

/** Where each column is, when a row is the heads of a sheet: it names both ends. */
function columnsOf(cells: readonly string[]): Map<Column, number> | null {
  const columns = new Map<Column, number>();
  cells.forEach((cell, at) => {
    const head = cell.trim().toLowerCase();
    const column = COLUMNS.find((one) => HEADS[one].includes(head));
    if (column && !columns.has(column)) columns.set(column, at);
  });
  return columns.has('source') && columns.has('target') ? columns : null;
}

const plain = (title: string) => title.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();

function finder(nodes: readonly Named[]) {
  const bySlug = new Map(nodes.map((node) => [node.slug, node]));
  const byTitle = Map.groupBy(nodes, ({ title }) => plain(title));
  return (said: string, end: 'source' | 'target'): Named | SheetProblem => {
    if (said === '') return { code: 'missing', end };
    const named = bySlug.get(said.toLowerCase());
    if (named) return named;
    const [one, ...others] = byTitle.get(plain(said)) ?? [];
    if (!one) return { code: 'unknown', end, said };
    if (others.length === 0) return one;
    return { code: 'ambiguous', end, said, slugs: [one, ...others].map(({ slug }) => slug) };
  };
}

/** 0.9, 0,9 or 90 %. Null for what is none, or none from 0 to 1. */
function weightOf(said: string): number | null {
  const match = /^(\d*(?:[.,]\d+)?)\s*(%?)$/.exec(said);
  if (!match?.[1]) return null;
  const weight = Number(match[1].replace(',', '.')) / (match[2] ? 100 : 1);
  return weight >= 0 && weight <= 1 ? weight : null;
}
