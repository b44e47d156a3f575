import { vi } from 'vitest';
import { show, WORKSPACE } from '#components/testing/render.tsx';
import type { Decision } from '#lib/review/core/proposal.ts';
import type { ShownItem } from '#lib/review/services/items.ts';
import { DraftPane } from './draft-pane.tsx';
import type { Desk } from './use-desk.ts';

// Proposals for tests of the desk, and the pane that shows one.

export const me = { user_id: '00000000-0000-4000-8000-000000000001', is_reviewer: true };

/** A new lesson that waits, unless something else is said. */
export const item = (nth: number, more: Partial<ShownItem>): ShownItem => ({
  id: `00000000-0000-4000-8000-0000000001${String(nth).padStart(2, '0')}`,
  kind: 'spark',
  in_group: 'new',
  title: 'Feed a levain',
  status: 'pending',
  stale_because: null,
  risks: [],
  changed_share: null,
  body: {
    kind: 'spark',
    title: 'Feed a levain',
    summary: 'S',
    content_md: 'Feed it.',
    words: 2,
    minutes: 1,
    key_terms: [],
  },
  final: null,
  parts: null,
  place: null,
  created_at: '2026-11-30T10:00:00Z',
  job: null,
  origin: 'job',
  assigned_to: null,
  asked_by_name: 'Mira',
  is_own: false,
  may_approve_own: false,
  lesson: null,
  base_md: null,
  links: null,
  passages: [],
  around: [],
  waits_for_lesson: false,
  versions: [],
  claim: null,
  decided: null,
  behind: null,
  difference: null,
  html: '<p>Feed it.</p>',
  merge: null,
  exercises_now: [],
  findings: [],
  ...more,
});

/** A desk that does nothing but remember what was decided. */
export function deskOf(decide: (decision: Decision) => void, more: Partial<Desk> = {}): Desk {
  const desk: Partial<Desk> = {
    decide,
    skip: vi.fn(),
    undo: vi.fn(),
    takeBack: vi.fn(),
    open: vi.fn(),
    strip: null,
    canUndo: false,
    isUndoing: false,
    finding: null,
    move: vi.fn(),
    holdsRisk: false,
    claimed: null,
    pause: { isDue: false } as Desk['pause'],
    ...more,
  };
  return desk as Desk;
}

/** The pane with a proposal, and what it decides. */
export async function openDraft(shown: ShownItem, more: Partial<Desk> = {}) {
  const decide = vi.fn<(decision: Decision) => void>();
  const screen = await show(<DraftPane workspace={WORKSPACE} desk={deskOf(decide, more)} item={shown} me={me} />);
  return { screen, decide };
}
