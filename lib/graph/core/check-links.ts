import { DIFFICULTIES } from '#lib/base/core/content-kinds.ts';
import { isUnusualWeight, USUAL_WEIGHTS } from '#lib/base/core/link-types.ts';
import { type CheckInput, type Finding, type Fix, finding } from './finding.ts';
import type { GraphLink } from './graph.ts';
import { REQUIRED_TYPES } from './keep.ts';
import { otherWays } from './other-ways.ts';
import { redundantLinks } from './redundant.ts';

const DIFFICULTY_RANK = new Map<string, number>(DIFFICULTIES.map((difficulty, at) => [difficulty, at]));

/** What can be told from one link and its ends. */
export function checkLinks(input: CheckInput): Finding[] {
  return [...findRedundant(input), ...findWeights(input), ...findDrafts(input), ...findFallingDifficulty(input)];
}

function findRedundant({ index, links }: CheckInput): Finding[] {
  return redundantLinks(index, links).map((number) => {
    const { id, source_id, target_id } = links[number] as GraphLink;
    return finding('redundant', {
      nodes: [source_id, target_id],
      links: [id],
      fixes: [{ fix: 'remove', link_id: id }],
    });
  });
}

function findWeights({ links }: CheckInput): Finding[] {
  return links
    .filter(({ link_type, weight }) => weight !== null && isUnusualWeight(link_type, weight))
    .map(({ id, source_id, target_id, link_type }) =>
      finding('weight', {
        nodes: [source_id, target_id],
        links: [id],
        fixes: [{ fix: 'set_weight', link_id: id, weight: USUAL_WEIGHTS[link_type].usual }],
      }),
    );
}

/** A learner who finds the later one cannot find the earlier one. */
function findDrafts({ nodes, links, index }: CheckInput): Finding[] {
  return required(links).flatMap(({ id, source_id, target_id }) => {
    const source = nodes[index.at.get(source_id) ?? -1];
    const target = nodes[index.at.get(target_id) ?? -1];
    if (!source || !target || source.is_published || !target.is_published) return [];
    return finding('published_needs_draft', { nodes: [source_id, target_id], links: [id] });
  });
}

function findFallingDifficulty(input: CheckInput): Finding[] {
  const { nodes, links, index } = input;
  const rank = (id: string) => DIFFICULTY_RANK.get(nodes[index.at.get(id) ?? -1]?.difficulty ?? '');
  const falling = required(links).filter(({ source_id, target_id }) => {
    const before = rank(source_id);
    const after = rank(target_id);
    return before !== undefined && after !== undefined && before > after;
  });
  return withReverse(input, falling).map(({ link, reverse }) =>
    finding('difficulty_falls', { nodes: [link.source_id, link.target_id], links: [link.id], fixes: reverse }),
  );
}

const required = (links: readonly GraphLink[]) => links.filter(({ link_type }) => REQUIRED_TYPES.has(link_type));

/** For so many links it is looked up whether they can be turned round. Nobody goes through more before some are settled. */
const MOST_REVERSED = 5_000;

/** Turning a link round closes a loop where another way leads from its source to its target; it is offered where none does. */
export function withReverse({ index }: CheckInput, links: readonly GraphLink[]): { link: GraphLink; reverse: Fix[] }[] {
  const there = links.filter(({ source_id, target_id }) => index.at.has(source_id) && index.at.has(target_id));
  const first = there.slice(0, MOST_REVERSED);
  const end = (of: 'source_id' | 'target_id') => Int32Array.from(first, (link) => index.at.get(link[of]) as number);
  const others = otherWays(index, end('source_id'), end('target_id'));
  return there.map((link, at) => ({
    link,
    reverse: others[at] === 0 ? [{ fix: 'reverse', link_id: link.id }] : [],
  }));
}
