import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdits, type LinkEdit, loopAmong, withoutEdits } from './edits.ts';
import type { GraphLink } from './graph.ts';
import { findLoops } from './links.ts';
import { unpackGraph } from './packed.ts';

const link = (source_id: string, target_id: string, more: Partial<GraphLink> = {}): GraphLink => ({
  id: `${source_id}${target_id}`,
  source_id,
  target_id,
  link_type: 'prerequisite',
  weight: 0.9,
  description: null,
  version: 1,
  ...more,
});
const drawn = (links: readonly GraphLink[]) => links.map((one) => `${one.source_id}>${one.target_id}`);

describe('edits on screen', () => {
  const links = [link('a', 'b', { description: 'Why' }), link('b', 'c')];

  test('do what the database will do', () => {
    const after = applyEdits(links, [
      { op: 'reverse', id: 'ab' },
      { op: 'update', id: 'bc', weight: null },
      { op: 'add', source_id: 'c', target_id: 'd', link_type: 'related' },
    ]);
    expect(drawn(after)).toEqual(['b>c', 'b>a', 'c>d']);
    expect(after).toMatchObject([
      { id: 'bc', weight: null, link_type: 'prerequisite' },
      { description: 'Why', weight: 0.9 },
      { weight: 0.4, description: null },
    ]);
  });

  test('leave out what cannot be done', () => {
    const edits: LinkEdit[] = [
      { op: 'add', source_id: 'a', target_id: 'b', link_type: 'related' },
      { op: 'add', source_id: 'a', target_id: 'a', link_type: 'related' },
      { op: 'remove', id: 'gone' },
      { op: 'remove', id: 'bc' },
      { op: 'add', source_id: 'b', target_id: 'c', link_type: 'related' },
    ];
    expect(applyEdits(links, edits)).toMatchObject([{ id: 'ab' }, { source_id: 'b', link_type: 'related' }]);
  });

  test('keep the new links of several change sets apart', () => {
    const add = (target_id: string): LinkEdit[] => [{ op: 'add', source_id: 'c', target_id, link_type: 'related' }];
    const after = ['d', 'e', 'f'].reduce((now, target) => applyEdits(now, add(target)), links);
    expect(drawn(after)).toEqual(['a>b', 'b>c', 'c>d', 'c>e', 'c>f']);
    expect(new Set(after.map(({ id }) => id)).size).toBe(5);
  });

  test('go when they are refused, and what others did stays', () => {
    const edits: LinkEdit[] = [
      { op: 'add', source_id: 'a', target_id: 'd', link_type: 'related' },
      { op: 'update', id: 'ab', weight: 0.1 },
      { op: 'reverse', id: 'bc' },
    ];
    const after = applyEdits(links, edits);
    const later = applyEdits(after, [{ op: 'add', source_id: 'c', target_id: 'e', link_type: 'related' }]);
    const left = withoutEdits(later, { before: links, after, edits });
    expect(drawn(left)).toEqual(['a>b', 'c>e', 'b>c']);
    expect(left[0]?.weight).toBe(0.9);
    expect(withoutEdits(after, { before: links, after, edits })).toEqual(links);
  });
});

test('a loop is shown with its links wherever there is one', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  fc.assert(
    fc.property(fc.array(fc.tuple(name, name), { maxLength: 12 }), (pairs) => {
      const links = pairs.map(([source, target]) => link(source, target));
      const loop = loopAmong(links);
      expect(loop !== null).toBe(findLoops(pairs).length > 0);
      loop?.forEach(({ node, link: leads }, at) => {
        expect(leads.source_id).toBe(node);
        expect(leads.target_id).toBe(loop[(at + 1) % loop.length]?.node);
      });
    }),
  );
});

test('a graph is unpacked to links with both ends', () => {
  const packed = {
    version: 3,
    ends: ['x', 'y'],
    links: [['l', 1, 0, 'related', null, 'Why', 2] as ['l', number, number, 'related', null, string, number]],
    positions: [['x', 1, 2] as [string, number, number]],
  };
  expect(unpackGraph(packed)).toEqual({
    version: 3,
    links: [
      { id: 'l', source_id: 'y', target_id: 'x', link_type: 'related', weight: null, description: 'Why', version: 2 },
    ],
    positions: [['x', 1, 2]],
  });
});
