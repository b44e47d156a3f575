import type { LinkType } from '#lib/base/core/link-types.ts';
import type { Outline } from '#lib/catalogue/core/outline.ts';
import type { GraphIndex, GraphLevel, GraphLink, GraphNode } from './graph.ts';

/** What can be wrong with a graph, the gravest first. The codes are stable; the words are the screen's. */
export const CHECKS = [
  'loop',
  'published_needs_draft',
  'order',
  'concept_against',
  'difficulty_falls',
  'concept_missing',
  'concept_unbacked',
  'redundant',
  'weight',
  'bottleneck',
  'long_chain',
  'island',
  'no_way_in',
  'unlinked',
] as const;
export type Check = (typeof CHECKS)[number];

export type Severity = 'problem' | 'warning' | 'hint';

/** How grave each is: what receiving platforms refuse, what learners stumble over, what an author may want to look at. */
export const SEVERITY: Record<Check, Severity> = {
  loop: 'problem',
  published_needs_draft: 'warning',
  order: 'warning',
  concept_against: 'warning',
  difficulty_falls: 'hint',
  concept_missing: 'hint',
  concept_unbacked: 'hint',
  redundant: 'hint',
  weight: 'hint',
  bottleneck: 'hint',
  long_chain: 'hint',
  island: 'hint',
  no_way_in: 'hint',
  unlinked: 'hint',
};

/** An edit that would settle a finding. Every one is an ordinary edit, which can be undone. */
export type Fix =
  | { fix: 'remove' | 'reverse'; link_id: string }
  | { fix: 'set_weight'; link_id: string; weight: number }
  | { fix: 'add'; source_id: string; target_id: string; link_type: LinkType }
  | { fix: 'reorder'; trail_id: string };

export interface Finding {
  check: Check;
  severity: Severity;
  /** What it is about, in the order in which it is told. */
  nodes: string[];
  links: string[];
  fixes: Fix[];
  /** The trail whose order it is about. */
  trail_id?: string;
  /** How much hangs on it: nodes behind a bottleneck, nodes of a chain, links between the sparks of two concepts. */
  count?: number;
}

export interface CheckInput {
  level: GraphLevel;
  nodes: readonly GraphNode[];
  links: readonly GraphLink[];
  index: GraphIndex;
  outline: Outline;
  /** The links of sparks, for the checks that compare the two levels. */
  spark_links?: readonly GraphLink[];
}

export function finding(check: Check, about: Partial<Omit<Finding, 'check' | 'severity'>>): Finding {
  return { check, severity: SEVERITY[check], nodes: [], links: [], fixes: [], ...about };
}
