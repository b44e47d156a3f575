import { beforeEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { show, testQueries, WORKSPACE } from '#components/testing/render.tsx';
import { answer, refused } from '#components/testing/server.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { keys } from '#lib/base/queries/keys.ts';
import type { Outline } from '#lib/catalogue/core/outline.ts';
import type { Graph } from '#lib/graph/core/packed.ts';
import { MapPage } from './map-page.tsx';
import { mapText } from './text.ts';

const named = (slug: string) => ({ id: slug, slug, title: slug, is_published: true, version: 1 });

/** Trails of one concept with one spark each; a trail `a` has the concept `a-concept` with the spark `a-spark`. */
function outlineOf(trails: string[], mins = 5): Outline {
  return {
    domains: [{ ...named('domain'), icon: null, color: null }],
    trails: trails.map((slug) => ({ ...named(slug), domain_id: 'domain', difficulty: 'beginner' })),
    concepts: trails.map((slug) => ({ ...named(`${slug}-concept`), trail_id: slug })),
    places: trails.map((slug) => [`${slug}-place`, `${slug}-concept`, `${slug}-spark`]),
    sparks: trails.map((slug) => ({
      ...named(`${slug}-spark`),
      difficulty: 'beginner',
      mins,
      review: null,
      check: null,
    })),
    beacons: [],
  };
}

const graphOf = (pairs: [string, string][]): Graph => ({
  version: 1,
  positions: [],
  links: pairs.map(([source, target], at) => ({
    id: `l${at}`,
    source_id: `${source}-spark`,
    target_id: `${target}-spark`,
    link_type: 'prerequisite',
    weight: null,
    description: null,
    version: 1,
  })),
});

const PROBLEM = { code: 'unavailable' as const, message: 'The database does not answer.' };

async function open(outline: Outline, pairs: [string, string][], search = '') {
  const queries = testQueries();
  queries.setDefaultOptions({ queries: { staleTime: Number.POSITIVE_INFINITY } });
  queries.setQueryData(keys.wholeOutline(WORKSPACE), outline);
  queries.setQueryData(keys.graph(WORKSPACE, 'spark'), graphOf(pairs));
  queries.setQueryData(keys.graph(WORKSPACE, 'concept'), graphOf([]));
  return show(<Page />, { queries, search });
}

const Page = () => (
  <div style={{ height: 700 }}>
    <MapPage workspace={WORKSPACE} />
  </div>
);

beforeEach(() => {
  answer('graph', () => refused(PROBLEM));
  answer('outline', () => refused(PROBLEM));
});

describe('the map', () => {
  test('puts what is learned first into the first step, and what is in no trail last', async () => {
    const outline = outlineOf(['c', 'b', 'a']);
    outline.concepts.push({ ...named('lone'), trail_id: null });
    const screen = await open(outline, [
      ['a', 'b'],
      ['b', 'c'],
      ['a', 'c'],
    ]);
    const inStep = (name: string) => screen.getByRole('region', { name, exact: true }).getByRole('link');
    await expect.element(inStep('Step 1')).toHaveTextContent('a');
    await expect.element(inStep('Step 2')).toHaveTextContent('b');
    await expect.element(inStep('Step 3')).toHaveTextContent('c');
    await expect.element(inStep(mapText.unlinked)).toHaveTextContent(mapText.rest);
    await expect.element(screen.getByText(mapText.implied('1', 1))).toBeVisible();
  });

  test('goes in by Enter and out by Backspace, and keeps the focus on the way', async () => {
    const screen = await open(outlineOf(['a', 'b']), [['a', 'b']]);
    const card = (name: string) => screen.getByRole('link', { name, exact: true });
    await expect.element(card('b')).toBeVisible();
    (card('b').element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(card('b-concept')).toHaveFocus();
    expect(location.search).toContain('at=b');
    await expect
      .element(screen.getByRole('list', { name: mapText.comesAfter }).getByRole('link'))
      .toHaveTextContent('a1');
    await userEvent.keyboard('{Enter}');
    await expect.element(card('b-spark')).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(screen.router.push).toHaveBeenCalledWith(inWorkspace(WORKSPACE).spark('b-spark'), undefined);
    await userEvent.keyboard('{Backspace}');
    await expect.element(card('b-concept')).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(card('b')).toHaveFocus();
  });

  test('becomes compact where a step does not fit, and marks what comes before and after a card', async () => {
    const many = Array.from({ length: 12 }, (_, at) => `t${at}`);
    const screen = await open(
      outlineOf(['first', ...many]),
      many.map((slug) => ['first', slug]),
    );
    const card = (name: string) => screen.getByRole('link', { name, exact: true });
    await expect.element(screen.getByText(mapText.pointAt)).toBeVisible();
    await userEvent.hover(card('t3'));
    await expect.element(screen.getByText(mapText.isBefore, { exact: true })).toBeVisible();
    await userEvent.hover(card('first'));
    await expect.element(screen.getByText(mapText.isAfter, { exact: true }).first()).toBeVisible();
    expect(screen.getByText(mapText.isAfter, { exact: true }).elements()).toHaveLength(12);
  });

  test.each([
    ['a spark by its slug alone, as addresses of the canvas have it', 'at=a-spark', 'a-spark'],
    ['a card by its slug', 'at=a&on=a-concept', 'a-concept'],
    ['what is not there shows all trails', 'at=nowhere', 'a'],
  ])('reads the address: %s', async (_name, search, title) => {
    const screen = await open(outlineOf(['a', 'b']), [], search);
    await expect.element(screen.getByRole('link', { name: title, exact: true })).toBeVisible();
  });

  test('without trails says how one comes about', async () => {
    const screen = await open(outlineOf([]), []);
    await expect.element(screen.getByText(mapText.noTrails)).toBeVisible();
    await expect.element(screen.getByRole('link', { name: mapText.import })).toBeVisible();
  });

  test('that could not be read says so', async () => {
    const screen = await show(<Page />);
    await expect.element(screen.getByText(mapText.failed)).toBeVisible();
  });
});
