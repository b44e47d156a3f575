import { beforeEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { type Shown, show, testQueries, WORKSPACE } from '#components/testing/render.tsx';
import { answer, done, inputsOf, refused } from '#components/testing/server.ts';
import { uiText } from '#components/ui/text.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import type { Outline } from '#lib/catalogue/core/outline.ts';
import type { BranchAsk } from '#lib/catalogue/core/outline-part.ts';
import type { OutlinePlace } from '#lib/catalogue/data/outline.ts';
import { OutlineProvider } from './context.tsx';
import { OutlineTree } from './outline-tree.tsx';
import { outlineText } from './text.ts';

const uuid = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
const entity = (at: number, title: string) => ({
  id: uuid(at),
  slug: title.toLowerCase().replaceAll(' ', '-'),
  title,
  is_published: true,
  version: 1,
});
// Every row is drawn here, whatever is in view: few of them, in windows of a tenth.
const MANY = 25;
const TENTH = 10;
const DOMAIN = { ...entity(1, 'Bread'), icon: null, color: null, children: MANY };
const TRAILS = Array.from({ length: MANY }, (_, at) => ({
  ...entity(1000 + at, `Trail ${at}`),
  domain_id: DOMAIN.id,
  difficulty: 'beginner',
  children: 0,
}));
const NOTHING: Outline = { domains: [], trails: [], concepts: [], places: [], sparks: [], beacons: [] };
const groups = { domains: 1, standalone: 0, loose: 0, beacons: 0 };
const DOMAIN_KEY = `d-${DOMAIN.id}`;

/** What a database with these trails answers. */
function windows(asks: BranchAsk[], at?: OutlinePlace | null): Outline {
  const part: Outline = { ...NOTHING, branches: {}, groups };
  const all = at ? [...asks, { of: 'domains' as const }, { of: 'domain' as const, around: at.slug }] : asks;
  for (const { of, around, count: wanted = 100 } of all) {
    const count = wanted / TENTH;
    if (of === 'domains') {
      part.domains = [DOMAIN];
      part.branches = { ...part.branches, 'g-domains': { starts: 0, count: 1, total: 1, from: null } };
    } else {
      const middle = TRAILS.findIndex(({ slug, id }) => slug === around || id === around);
      const starts = middle < 0 ? 0 : Math.max(0, middle - Math.floor(count / 2));
      part.trails = TRAILS.slice(starts, starts + count);
      const window = { starts, count: part.trails.length, total: MANY, from: starts ? ([starts, 1] as const) : null };
      part.branches = { ...part.branches, [DOMAIN_KEY]: window as never };
    }
  }
  return part;
}

interface Asked {
  branches: BranchAsk[];
  at?: OutlinePlace | null;
}
const asked = () => inputsOf<Asked>('outline-branches');

beforeEach(() => {
  sessionStorage.clear();
  answer<Asked>('outline-branches', ({ branches, at }) => done(windows(branches ?? [{ of: 'domains' }], at)));
  answer<{ keys: string[] }>('outline-sums', (input) =>
    done({
      nodes: Object.fromEntries(input.keys.map((key) => [key, [3, 15, key === DOMAIN_KEY ? 2 : 0]])),
      whole: null,
    }),
  );
});

async function open(shown: Shown = {}) {
  const queries = shown.queries ?? testQueries();
  // What the page has sent along is new.
  queries.setDefaultOptions({ queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } });
  queries.setQueryData(keys.outlineBranches(WORKSPACE), windows([{ of: 'domains' }]));
  const tree = (
    <div style={{ height: 600, width: 320 }}>
      <OutlineProvider workspace={WORKSPACE} ask={() => undefined}>
        <OutlineTree />
      </OutlineProvider>
    </div>
  );
  const screen = await show(tree, { ...shown, queries });
  const row = (name: string) => screen.getByRole('row', { name, exact: true });
  await expect.element(row('Bread')).toBeInTheDocument();
  return { ...screen, queries, row };
}
/** Scrolls the tree to its end, where rows are drawn then. */
const toEnd = () => {
  const tree = document.querySelector('[role="treegrid"]');
  if (tree) tree.scrollTop = tree.scrollHeight;
};

describe('what is loaded of the outline', () => {
  test('children come when a row is opened, and once', async () => {
    const { row } = await open();
    (row('Bread').element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(row('Trail 0')).toBeInTheDocument();
    expect(asked()).toEqual([{ branches: [{ of: 'domain', id: DOMAIN.id }], at: null }]);
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(row('Trail 0')).not.toBeInTheDocument();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(row('Trail 0')).toBeInTheDocument();
    expect(asked()).toHaveLength(1);
  });

  test('the rest of a long branch comes on demand, by keyboard', async () => {
    sessionStorage.setItem(`outline-expanded:${WORKSPACE}`, JSON.stringify([DOMAIN_KEY]));
    const { row } = await open();
    await expect.element(row('Trail 0')).toBeInTheDocument();
    toEnd();
    const more = row(outlineText.later(15, '15'));
    await expect.element(more).toBeInTheDocument();
    (more.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => asked().at(-1)?.branches).toMatchObject([{ of: 'domain', count: 200 }]);
    toEnd();
    await expect.element(row(outlineText.later(5, '5'))).toBeInTheDocument();
  });

  test('an address deep in a long branch brings the rows around it', async () => {
    const { row } = await open({ params: { kind: 'trail', slug: 'trail-20' } });
    await expect.element(row('Trail 20')).toBeInTheDocument();
    expect(asked()).toContainEqual({ branches: [], at: { kind: 'trail', slug: 'trail-20', in: null } });
    await expect.element(row(outlineText.earlier('15'))).toBeInTheDocument();
  });

  test('when it goes stale, one request reads what is loaded, as far as it is loaded', async () => {
    sessionStorage.setItem(`outline-expanded:${WORKSPACE}`, JSON.stringify([DOMAIN_KEY]));
    const { row, queries } = await open();
    await expect.element(row('Trail 0')).toBeInTheDocument();
    const before = asked().length;
    await makeStale(queries, WORKSPACE, 'hierarchy', { until: 'outline' });
    expect(asked().slice(before)).toEqual([
      {
        branches: [
          { of: 'domains', from: null, count: 100 },
          { of: 'domain', id: DOMAIN.id, from: null, count: 100 },
        ],
        at: null,
      },
    ]);
    await expect.element(row('Trail 0')).toBeInTheDocument();
  });

  test('a branch that cannot be read says so, and is read when it is opened again', async () => {
    answer('outline-branches', () => refused({ code: 'unavailable', message: 'Not now.' }));
    const { row, getByText } = await open();
    (row('Bread').element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(getByText(outlineText.notLoaded)).toBeInTheDocument();
    answer<Asked>('outline-branches', ({ branches, at }) => done(windows(branches, at)));
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await expect.element(row('Trail 0')).toBeInTheDocument();
  });
});

describe('rows that are not loaded', () => {
  test('are chosen with all the others, and a bulk edit has them', async () => {
    sessionStorage.setItem(`outline-expanded:${WORKSPACE}`, JSON.stringify([DOMAIN_KEY]));
    answer('bulkEditAction', () => done({ change_set_id: null, failed: [] }));
    const { row, getByRole } = await open();
    await expect.element(row('Trail 0')).toBeInTheDocument();
    (row('Trail 0').element() as HTMLElement).focus();
    await userEvent.keyboard('{Control>}a{/Control}');
    await getByRole('button', { name: outlineText.bulk.rest('15') }).click();
    const bar = getByRole('region', { name: outlineText.bulk.label });
    await expect.element(bar.getByRole('status')).toHaveTextContent(`${MANY + 1} selected`);
    await bar.getByRole('button', { name: outlineText.bulk.publish }).click();
    await expect.poll(() => inputsOf<{ items: object[] }>('bulkEditAction').at(-1)?.items.length).toBe(MANY + 1);
  });

  test('what a filter leaves comes in parts, with how much there is', async () => {
    const found = (shown: number): Outline => ({
      ...NOTHING,
      domains: [DOMAIN],
      trails: TRAILS.slice(0, shown),
      found: { entities: MANY, rows: MANY, shown },
    });
    answer<{ limit: number }>('outline-found', ({ limit }) => done(found(Math.min(limit / TENTH, MANY))));
    const { row, getByText } = await open({ search: 'q=trail' });
    await expect.element(row('Trail 0')).toBeInTheDocument();
    await expect.element(getByText('25 found')).toBeInTheDocument();
    toEnd();
    const more = row(outlineText.later(5, '5'));
    await expect.element(more).toBeInTheDocument();
    (more.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(more).not.toBeInTheDocument();
    expect(inputsOf<{ limit: number; filter: object }>('outline-found').at(-1)).toEqual({
      filter: { text: 'trail' },
      limit: 400,
    });
  });
});

describe('what a row says', () => {
  const part = (change: 'added' | 'changed' | undefined, trails: ('added' | 'changed' | null)[]): Outline => ({
    ...windows([{ of: 'domains' }]),
    domains: [{ ...DOMAIN, change }],
    trails: TRAILS.slice(0, trails.length).map((trail, at) => ({ ...trail, change: trails[at] ?? undefined })),
    branches: {
      'g-domains': { starts: 0, count: 1, total: 1, from: null },
      [DOMAIN_KEY]: { starts: 0, count: trails.length, total: trails.length, from: null },
    },
  });
  const shown = async (outline: Outline) => {
    sessionStorage.setItem(`outline-expanded:${WORKSPACE}`, JSON.stringify([DOMAIN_KEY]));
    const queries = testQueries();
    queries.setDefaultOptions({ queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } });
    queries.setQueryData(keys.outlineBranches(WORKSPACE), outline);
    const screen = await show(
      <div style={{ height: 600, width: 320 }}>
        <OutlineProvider workspace={WORKSPACE} ask={() => undefined}>
          <OutlineTree />
        </OutlineProvider>
      </div>,
      { queries },
    );
    return { screen, row: (name: string) => screen.getByRole('row', { name, exact: true }) };
  };

  test('what is true of all is said once, at the top, with the way to a snapshot', async () => {
    const { screen, row } = await shown(part('added', ['added', 'added']));
    await expect.element(row('Bread').getByText(uiText.states.new)).toBeVisible();
    await expect.element(row('Trail 1')).toBeInTheDocument();
    expect(row('Trail 1').getByText(uiText.states.new).query()).toBeNull();
    await expect.element(screen.getByText(outlineText.allNew)).toBeVisible();
    await expect.element(screen.getByRole('link', { name: outlineText.stage })).toBeVisible();
  });

  test('words of their own for what changed, and the numbers in a card for whoever points', async () => {
    const { screen, row } = await shown(part(undefined, ['changed', 'added', null]));
    await expect.element(row('Trail 0').getByText(uiText.states.changed)).toBeVisible();
    await expect.element(row('Trail 1').getByText(uiText.states.new)).toBeVisible();
    expect(screen.getByText(outlineText.allNew).query()).toBeNull();
    const below = outlineText.changedBelow('2');
    await expect.element(row('Bread').getByText(new RegExp(below))).toBeInTheDocument();
    const card = () => document.querySelector('[aria-hidden].floats')?.textContent ?? '';
    // A row that is placed in a window has no box of its own here for a pointer to find.
    row('Bread')
      .element()
      .dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType: 'mouse' }));
    await expect.poll(card).toContain(below);
    row('Bread')
      .element()
      .dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await expect.poll(card).toBe('');
    await screen.getByRole('button', { name: outlineText.marks.label }).click();
    const help = screen.getByRole('dialog', { name: outlineText.marks.label });
    await expect.element(help.getByText(uiText.stateMeans.draft)).toBeVisible();
  });
});
