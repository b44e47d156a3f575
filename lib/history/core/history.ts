import type { ContentKind } from '#lib/base/core/content-kinds.ts';

/** What a change set can be, as `public.change_action` has it. */
export const CHANGE_ACTIONS = [
  'edit',
  'bulk_edit',
  'move',
  'import',
  'trash',
  'undo',
  'restore',
  'merge',
  'generation',
  'approval',
  'revert',
] as const;
export type ChangeAction = (typeof CHANGE_ACTIONS)[number];

/** How many change sets, or things of one, a page of them holds. */
export const CHANGES_A_PAGE = 50;

/** Sittings on a page of a history, at least, and versions of one change set beyond the first. */
export const SITTINGS_A_PAGE = 20;
export const VERSIONS_A_PAGE = 50;

export interface Difference {
  kind: ContentKind;
  entity_id: string;
  slug: string | null;
  change: 'added' | 'changed' | 'removed';
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}
