import { type LinkEdit, MOST_EDITS } from '#lib/graph/core/edits.ts';
import type { Finding, Fix } from '#lib/graph/core/finding.ts';
import type { GraphLink } from '#lib/graph/core/graph.ts';
import { linksText } from '../links-text.ts';
import { panelsText } from './text.ts';

/** A fix as an edit of a link; null for what is no edit of a link. */
export function editOf(fix: Fix): LinkEdit | null {
  switch (fix.fix) {
    case 'remove':
    case 'reverse':
      return { op: fix.fix, id: fix.link_id };
    case 'set_weight':
      return { op: 'update', id: fix.link_id, weight: fix.weight };
    case 'add': {
      const { source_id, target_id, link_type } = fix;
      return { op: 'add', source_id, target_id, link_type };
    }
    case 'reorder':
      return null;
  }
}

interface Names {
  title: (id: string) => string;
  link: (id: string) => GraphLink | undefined;
}

/** What the toast says when a fix is done. */
export function saidOf(fix: Fix, { title, link }: Names): string {
  if (fix.fix === 'reorder') return '';
  const ends = fix.fix === 'add' ? fix : link(fix.link_id);
  const [source, target] = [title(ends?.source_id ?? ''), title(ends?.target_id ?? '')];
  switch (fix.fix) {
    case 'remove':
      return linksText.done.removed(source, target);
    case 'reverse':
      return linksText.done.reversed(target, source);
    case 'add':
      return linksText.done.added(source, target);
    case 'set_weight':
      return linksText.done.changed(source, target);
  }
}

/** The edits that settle all findings of a check at once, where each has one fix only; of very many the first. */
export function editAll(findings: readonly Finding[]): LinkEdit[] {
  return findings.slice(0, MOST_EDITS).flatMap(({ fixes }) => {
    const [only] = fixes;
    return (only && fixes.length === 1 && editOf(only)) || [];
  });
}

export function saidOfAll(check: Finding['check'], count: number, number: string): string {
  if (check === 'weight') return panelsText.checks.done.weighed(count, number);
  return check === 'concept_missing'
    ? linksText.done.addedMany(count, number)
    : linksText.done.removedMany(count, number);
}
