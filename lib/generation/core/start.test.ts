import { describe, expect, test } from 'vitest';
import { NAMED_KINDS } from '#lib/base/core/content-kinds.ts';
import { MOST_DRAFTED } from '#lib/catalogue/core/outline.ts';
import { JOB_KINDS } from './job.ts';
import { MAKERS } from './maker.ts';
import { needsSource, PLACES } from './request.ts';
import { kindFor, MOST_JOBS, notYet } from './start.ts';

const ready = { places: 1, hasModel: true, topic: '', reading: 0, sources: 1 };

describe('what keeps a job from being started', () => {
  test('nothing, for each kind with a place, a source and a model', () => {
    for (const kind of JOB_KINDS) for (const maker of MAKERS) expect(notYet({ kind, maker, ...ready })).toBeNull();
  });

  test('no place, where the kind needs one', () => {
    for (const kind of JOB_KINDS) {
      const said = notYet({ kind, maker: 'model', ...ready, places: 0 });
      expect(said).toBe(PLACES[kind].is_needed ? 'no_place' : null);
    }
  });

  test('no source, where it is drafted from nothing else', () => {
    for (const kind of JOB_KINDS) {
      for (const maker of MAKERS) {
        const said = notYet({ kind, maker, ...ready, sources: 0 });
        expect(said).toBe(needsSource(kind, maker) ? 'no_source' : null);
      }
    }
  });

  test.each([
    [{ hasModel: false }, 'no_model'],
    [{ hasModel: null }, 'reading_models'],
    [{ hasModel: undefined }, 'models_unread'],
    [{ topic: 'SQL' }, 'short_topic'],
    [{ places: 101 }, 'too_many_places'],
    [{ reading: 1 }, 'reading'],
    [{ sources: 21 }, 'too_many_sources'],
  ] as const)('%o: %s', (change, said) => {
    expect(notYet({ kind: 'spark_draft', maker: 'model', ...ready, ...change })).toBe(said);
  });

  test('no model is needed by the built-in drafter', () => {
    expect(notYet({ kind: 'spark_draft', maker: 'builtin', ...ready, hasModel: false })).toBeNull();
  });
});

test('the outline offers no more than may start at once', () => expect(MOST_DRAFTED).toBe(MOST_JOBS));

test('a place has a kind of job that can stand there', () => {
  expect(kindFor(null)).toBe('trail_outline');
  for (const place of NAMED_KINDS) {
    const kind = kindFor(place);
    const hasAny = JOB_KINDS.some((one) => PLACES[one].kinds.includes(place));
    expect(PLACES[kind].kinds.includes(place)).toBe(hasAny);
  }
});
