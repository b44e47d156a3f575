import type { ReactNode } from 'react';
import { userEvent } from 'vitest/browser';
import { Asks } from '#components/testing/dialog.tsx';
import { show, testQueries, WORKSPACE } from '#components/testing/render.tsx';
import { answer, done } from '#components/testing/server.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { type EntityNode, isEntityNode, type Outline } from '#lib/catalogue/core/outline.ts';
import { OutlineProvider, useOutlineContext } from './context.tsx';

/** The id of what stands at a number. */
export const uuid = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;

const entity = (at: number, title: string) => ({
  id: uuid(at),
  slug: title.toLowerCase(),
  title,
  is_published: true,
  version: 4,
});
const spark = (at: number, title: string, mins: number) => ({
  ...entity(at, title),
  difficulty: 'beginner',
  mins,
  review: null,
  check: null,
});
const place = (at: number, concept: number, of: number): [string, string, string] => [
  uuid(at),
  uuid(concept),
  uuid(of),
];

/** Bread › Basics › Dough (Flour, Water, Salt) and Baking (Oven, Water), and the spark Crumbs that stands nowhere. */
export const BAKERY: Outline = {
  domains: [{ ...entity(1, 'Bread'), icon: null, color: null }],
  trails: [{ ...entity(2, 'Basics'), domain_id: uuid(1), difficulty: 'beginner' }],
  concepts: [
    { ...entity(3, 'Dough'), trail_id: uuid(2) },
    { ...entity(4, 'Baking'), trail_id: uuid(2) },
  ],
  sparks: [spark(5, 'Flour', 4), spark(6, 'Water', 6), spark(7, 'Salt', 2), spark(8, 'Oven', 5), spark(9, 'Crumbs', 1)],
  places: [place(15, 3, 5), place(16, 3, 6), place(17, 3, 7), place(18, 4, 8), place(26, 4, 6)],
  beacons: [],
};

interface AboutProps {
  titles: readonly string[];
  children: (nodes: EntityNode[], close: () => void) => ReactNode;
}

/** A dialog about the first rows with these titles. */
function About({ titles, children }: AboutProps) {
  const { base } = useOutlineContext();
  const rows = [...base.rows.values()].filter(isEntityNode);
  const nodes = titles.flatMap((title) => rows.find((row) => row.title === title) ?? []);
  return <Asks>{(close) => children(nodes, close)}</Asks>;
}

/** Opens a dialog about rows of the bakery by keyboard, as their menu would. */
export async function askAbout(titles: string[], dialog: AboutProps['children']) {
  answer('outline-branches', () => done(BAKERY));
  answer('outline-sums', () => done({ nodes: {}, whole: null }));
  const queries = testQueries();
  queries.setDefaultOptions({ queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } });
  queries.setQueryData(keys.outlineBranches(WORKSPACE), BAKERY);
  const screen = await show(
    <OutlineProvider workspace={WORKSPACE} ask={() => undefined}>
      <About titles={titles}>{dialog}</About>
    </OutlineProvider>,
    { queries },
  );
  const trigger = screen.getByRole('button', { name: 'Ask', exact: true });
  (trigger.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  return { ...screen, trigger, queries };
}
