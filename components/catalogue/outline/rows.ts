import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { type OutlineNode, type OutlineTree, ROOTS } from '#lib/catalogue/core/outline.ts';

/** A row being named: one that exists, or one that will. */
export interface Naming {
  key: string;
  /** Only for a new one. */
  create?: { kind: NamedKind; parent: string | null };
}

/** A row that stands for others: some before, some after, or all of a branch that is on its way. */
export interface Others {
  /** Key of the row whose branch they are in; null for what the filter left. */
  branch: string | null;
  which: 'earlier' | 'later' | 'loading';
  count: number;
}

/** What one row of the tree draws. Rows that did not change keep their identity, so only changed rows are drawn anew. */
export interface Row {
  key: string;
  node: OutlineNode | null;
  create?: Naming['create'];
  others?: Others;
  hasChildren: boolean;
  children?: Row[];
  editing: boolean;
  current: boolean;
}

export const NEW_ROW = 'new';

interface RowsInput {
  tree: OutlineTree;
  expanded: ReadonlySet<string>;
  /** Of a filter, how many rows it leaves that are not loaded; null where nothing is filtered. */
  unfound: number | null;
  naming: Naming | null;
  current: string | null;
}

const SHOWN_FIELDS = [
  'title',
  'state',
  'change',
  'changed_below',
  'place_count',
  'child_count',
  'color',
  'kind',
] as const;

function isSame(before: Row | undefined, after: Row): boolean {
  if (!before || before.editing !== after.editing || before.current !== after.current) return false;
  if (before.hasChildren !== after.hasChildren || before.create !== after.create) return false;
  if (before.others?.count !== after.others?.count) return false;
  const [old, now] = [before.children, after.children];
  if (Boolean(old) !== Boolean(now) || old?.length !== now?.length) return false;
  if (now?.some((row, at) => old?.[at] !== row)) return false;
  const [a, b] = [before.node, after.node];
  if (a === b) return true;
  return a !== null && b !== null && SHOWN_FIELDS.every((field) => a[field] === b[field]);
}

/** Only what is open is built: a collapsed branch costs one row, however much it holds. */
export function buildRows(input: RowsInput, cache: Map<string, Row>): Row[] {
  const { tree, expanded, unfound, naming, current } = input;
  const next = new Map<string, Row>();
  const keep = (row: Row) => {
    const before = cache.get(row.key);
    const kept = before && isSame(before, row) ? before : row;
    next.set(row.key, kept);
    return kept;
  };
  const plain = { node: null, hasChildren: false, current: false };
  const newRow = (create: Naming['create']): Row => keep({ ...plain, key: NEW_ROW, create, editing: true });
  const othersRow = (others: Others): Row =>
    keep({ ...plain, key: `${others.which}-${others.branch}`, others, editing: false });
  /** What is loaded of a branch, between what is not. */
  const amongOthers = (branch: string, rows: Row[], starts: number, total: number): Row[] => {
    const later = total - starts - rows.length;
    return [
      ...(starts > 0 ? [othersRow({ branch, which: 'earlier', count: starts })] : []),
      ...rows,
      ...(later > 0 ? [othersRow({ branch, which: rows.length > 0 ? 'later' : 'loading', count: later })] : []),
    ];
  };

  const visit = (node: OutlineNode): Row => {
    const isNew = naming?.create?.parent === node.key;
    const isOpen = expanded.has(node.key);
    const rows = isOpen ? node.children.map(visit) : undefined;
    // Of what is filtered nobody says what it left out.
    const children = rows && unfound === null ? amongOthers(node.key, rows, node.starts, node.child_count) : rows;
    if (isNew && children) children.push(newRow(naming.create));
    return keep({
      key: node.key,
      node,
      hasChildren: node.children.length > 0 || (unfound === null && node.child_count > 0) || isNew,
      children: children?.length ? children : undefined,
      editing: naming?.key === node.key && !naming.create,
      current: node.key === current,
    });
  };
  const domains = tree.roots.filter(({ kind }) => kind === 'domain').map(visit);
  const groups = tree.roots.filter(({ kind }) => kind === 'group').map(visit);
  const first = unfound === null ? amongOthers(ROOTS, domains, tree.starts, tree.domain_count) : domains;
  if (naming?.create && naming.create.parent === null) first.push(newRow(naming.create));
  const roots = [...first, ...groups];
  if (unfound) roots.push(othersRow({ branch: null, which: 'later', count: unfound }));
  cache.clear();
  for (const [key, row] of next) cache.set(key, row);
  return roots;
}

/** Rows that stand for others which the tree could show now: not loaded, in branches that are open. */
export function othersIn(rows: readonly Row[]): Others[] {
  return rows.flatMap(({ others, children }) => [...(others ? [others] : []), ...(children ? othersIn(children) : [])]);
}
