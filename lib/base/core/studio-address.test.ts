import { describe, expect, test } from 'vitest';
import { NAMED_KINDS } from './content-kinds.ts';
import { localPath } from './local-path.ts';
import { inWorkspace, STUDIO } from './studio-address.ts';

const at = inWorkspace('baking');

describe('the places of a workspace', () => {
  test('a spark is edited on its workbench, everything else in the outline, where a spark is shown as well', () => {
    expect(at.entity('spark', 'dough')).toBe('/w/baking/sparks/dough');
    for (const kind of NAMED_KINDS.filter((one) => one !== 'spark'))
      expect(at.entity(kind, 'bread')).toBe(`/w/baking/outline/${kind}/bread`);
    expect(at.outlined('spark', 'dough')).toBe('/w/baking/outline/spark/dough');
    expect(at.outlined('spark', 'dough', 'bread')).toBe('/w/baking/outline/spark/dough?in=bread');
  });

  test.each([
    [at.home, '/w/baking'],
    [at.outline, '/w/baking/outline'],
    [at.markedAgain, '/w/baking/outline?quality=again'],
    [at.history('spark', 'dough'), '/w/baking/sparks/dough?tab=history'],
    [at.history('trail', 'bread'), '/w/baking/outline/trail/bread?view=history'],
    [at.graph, '/w/baking/graph'],
    [at.nearby('dough'), '/w/baking/graph?view=canvas&focus=dough&at=dough'],
    [at.onCanvas('all', 'bread'), '/w/baking/graph?view=canvas&trail=bread'],
    [at.onCanvas('trail', 'dough'), '/w/baking/graph?view=canvas&level=concept&at=dough'],
    [at.onCanvas('concept', 'flour'), '/w/baking/graph?view=canvas&at=flour'],
    [at.graphList, '/w/baking/graph?view=list'],
    [at.mapped('bread/dough'), '/w/baking/graph?at=bread%2Fdough'],
    [at.assets, '/w/baking/assets'],
    [at.changes, '/w/baking/changes'],
    [at.changeSet('c1'), '/w/baking/changes?one=c1&open=c1'],
    [at.trash, '/w/baking/trash'],
    [at.snapshots, '/w/baking/snapshots'],
    [at.newSnapshot, '/w/baking/snapshots/new'],
    [at.stageSome(['a', 'b']), '/w/baking/snapshots/new?what=selection&ids=a%2Cb'],
    [at.snapshot('s1'), '/w/baking/snapshots/s1'],
    [at.compare('s1', 'working'), '/w/baking/snapshots/compare?a=s1&b=working'],
    [at.compare(), '/w/baking/snapshots/compare'],
    [at.imports, '/w/baking/imports'],
    [at.newImport, '/w/baking/imports/new'],
    [at.import('i1'), '/w/baking/imports/i1'],
    [at.members, '/w/baking/settings/members'],
    [at.settings, '/w/baking/settings/workspace'],
    [at.rules, '/w/baking/settings/rules'],
    [at.templates('quiz'), '/w/baking/settings/rules/templates?type=quiz'],
    [at.strategies(), '/w/baking/settings/rules/strategies'],
    [at.strategies('House style'), '/w/baking/settings/rules/strategies?name=House+style'],
    [at.seoRules, '/w/baking/settings/rules/seo'],
    [at.preferences, '/w/baking/settings/rules/preferences'],
    [at.voices('p1'), '/w/baking/settings/rules/personas?persona=p1'],
    [at.gates, '/w/baking/settings/rules/gates'],
    [at.providers, '/w/baking/settings/rules/providers'],
    [at.review(), '/w/baking/review'],
    [at.review({ id: 'a', show: 'all' }), '/w/baking/review?id=a&show=all'],
    [at.courseJobs, '/w/baking/jobs/courses'],
    [at.books, '/w/baking/jobs/books'],
    [at.read('outline'), '/w/baking/api/outline'],
  ])('%s', (address, expected) => {
    expect(address).toBe(expected);
  });

  test('what is asked there is written so that it reads back as it was', () => {
    const { searchParams, pathname } = new URL(at.search('C++ & "joins" #1'), 'http://studio.test');
    expect([pathname, searchParams.get('q')]).toEqual(['/w/baking/search', 'C++ & "joins" #1']);
    expect(at.search()).toBe('/w/baking/search');
    const opened = new URL(at.spark('dough', { tab: 'exercises', find: 'rise & fall' }), 'http://studio.test');
    expect(Object.fromEntries(opened.searchParams)).toEqual({ tab: 'exercises', find: 'rise & fall' });
    expect(at.spark('dough', { edit: '1' })).toBe('/w/baking/sparks/dough?edit=1');
  });

  test('a workspace cannot lead out of its place', () => {
    expect(inWorkspace('../sign-in?x').home).toBe('/w/..%2Fsign-in%3Fx');
  });
});

describe('signing in', () => {
  test('leads back to where somebody was, whatever stood in that address', () => {
    const next = '/w/baking/search?q=a&in=title#2';
    const address = new URL(STUDIO.signIn({ next, hasEnded: true }), 'http://studio.test');
    expect(address.pathname).toBe('/sign-in');
    expect(address.searchParams.get('next')).toBe(next);
    expect(address.searchParams.has('ended')).toBe(true);
    expect(address.searchParams.has('used')).toBe(false);
  });

  test('says no more than what is the case', () => {
    expect(STUDIO.signIn()).toBe('/sign-in');
    expect(STUDIO.signIn({ isUsed: true })).toBe('/sign-in?used=');
  });

  test.each([
    STUDIO.account,
    STUDIO.invitations,
    STUDIO.newWorkspace,
    STUDIO.invitation('a-_9'),
    STUDIO.welcome('baking'),
  ])('%s is a place to come back to', (address) => {
    expect(localPath(address)).toBe(address);
  });
});
