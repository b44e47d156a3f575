import { expect, test } from 'vitest';
import { readGraph } from './address.ts';

test.each([
  ['', 'map'],
  ['at=bread/dough', 'map'],
  ['view=canvas&at=flour', 'canvas'],
  ['view=nothing', 'map'],
  // Addresses from before there was a map.
  ['focus=flour&at=flour', 'canvas'],
  ['level=concept', 'canvas'],
  ['panel=checks', 'canvas'],
  ['view=list&level=concept', 'list'],
])('?%s opens the %s', (query, view) => {
  expect(readGraph(new URLSearchParams(query)).view).toBe(view);
});
