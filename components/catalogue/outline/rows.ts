import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import type { OutlineNode, OutlineTree } from '#lib/catalogue/core/outline.ts';

/** A row being named: one that exists, or one that will. */
export interface Naming {
  key: string;
  /** Only for a new one. */
  create?: { kind: NamedKind; parent: string | null };
}

/** What one row of the tree draws. Rows that did not change keep their identity, so only changed rows are drawn anew. */
export interface Row {
  key: string;
  node: OutlineNode | null;
  create?: Naming['create'];
  hasChildren: boolean;
  children?: Row[];
  editing: boolean;
  current: boolean;
}

export const NEW_ROW = 'new';

interface RowsInput {
  tree: OutlineTree;
  expanded: ReadonlySet<string>;
  /** Null shows everything. */
  shown: ReadonlySet<string> | null;
  naming: Naming | null;
  current: string | null;
}

const SHOWN_FIELDS = ['title', 'state', 'change', 'changed_below', 'place_count', 'color', 'kind'] as const;

function isSame(before: Row | undefined, after: Row): boolean {
  if (!before || before.editing !== after.editing || before.current !== after.current) return false;
  if (before.hasChildren !== after.hasChildren || before.create !== after.create) return false;
  const [old, now] = [before.children, after.children];
  if (Boolean(old) !== Boolean(now) || old?.length !== now?.length) return false;
  if (now?.some((row, at) => old?.[at] !== row)) return false;
  const [a, b] = [before.node, after.node];
  if (a === b) return true;
  return (
    a !== null &&
    b !== null &&
    a.children.length === b.children.length &&
    SHOWN_FIELDS.every((field) => a[field] === b[field])
  );
}

/** Only what is open is built: a collapsed branch costs one row, however much it holds. */
export function buildRows(input: RowsInput, cache: Map<string, Row>): Row[] {
  const { tree, expanded, shown, naming, current } = input;
  const next = new Map<string, Row>();
  const keep = (row: Row) => {
    const before = cache.get(row.key);
    const kept = before && isSame(before, row) ? before : row;
    next.set(row.key, kept);
    return kept;
  };
  const newRow = (create: Naming['create']): Row =>
    keep({ key: NEW_ROW, node: null, create, hasChildren: false, editing: true, current: false });

  const visit = (node: OutlineNode): Row => {
    const visible = shown ? node.children.filter((child) => shown.has(child.key)) : node.children;
    const isNew = naming?.create?.parent === node.key;
    const isOpen = expanded.has(node.key);
    const children = isOpen ? visible.map(visit) : undefined;
    if (isNew && children) children.push(newRow(naming.create));
    return keep({
      key: node.key,
      node,
      hasChildren: visible.length > 0 || isNew,
      children: children?.length ? children : undefined,
      editing: naming?.key === node.key && !naming.create,
      current: node.key === current,
    });
  };
  const roots = (shown ? tree.roots.filter((root) => shown.has(root.key)) : tree.roots).map(visit);
  if (naming?.create && naming.create.parent === null) {
    const at = roots.findIndex((row) => row.node?.kind === 'group');
    roots.splice(at < 0 ? roots.length : at, 0, newRow(naming.create));
  }
  cache.clear();
  for (const [key, row] of next) cache.set(key, row);
  return roots;
}
