import { beforeAll, describe, expect, test } from 'vitest';
import { searchTitles } from '#lib/data/search';
import { Author } from './authoring';
import { testDatabase } from './harness';

const db = testDatabase();
let reader: Parameters<typeof searchTitles>[0];
let workspace: string;
let other: string;

beforeAll(async () => {
  const person = await (await db.gateway()).signUp();
  reader = person.client as typeof reader;
  workspace = await db.createWorkspace();
  other = await db.createWorkspace();
  await db.addMember(workspace, person.id, 'editor');
  for (const place of [workspace, other]) {
    const author = new Author(db.owner, place);
    await author.spark('window-functions', { title: 'Running totals' });
    await author.concept(null, 'grouping', { title: 'Grouping and windows' });
    await author.domain('percent', { name: '100% SQL' });
  }
});

const found = async (typed: string, place = workspace) => {
  const answer = await searchTitles(reader, place, typed);
  return answer.ok ? answer.data.map(({ kind, slug }) => `${kind}:${slug}`) : answer.problem.code;
};

describe('the search of the palette', () => {
  test('finds by title and by slug, whatever the case', async () => {
    expect(await found('WINDOW')).toEqual(['spark:window-functions', 'concept:grouping']);
    expect(await found('running tot')).toEqual(['spark:window-functions']);
  });

  test('takes what is typed as text, not as a pattern or a filter', async () => {
    expect(await found('%')).toEqual([]);
    expect(await found('100%')).toEqual(['domain:percent']);
    expect(await found('x,slug.neq.y')).toEqual([]);
    expect(await found('*')).toEqual([]);
  });

  test('sees nothing of a workspace that the person is not in', async () => {
    expect(await found('window', other)).toEqual([]);
  });
});
