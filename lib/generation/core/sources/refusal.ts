import { fail, type Result } from '#lib/base/core/problem.ts';
import type { SourceKind } from './kind.ts';

export const MOST_BYTES = 20_000_000;
export const MOST_CHARACTERS = 2_000_000;
export const MOST_PAGES = 1_000;

/** A file of source material as it is drafted from. */
export interface SourceText {
  name: string;
  kind: SourceKind;
  /** Markdown; what a draft's anchors are places of. */
  text: string;
}

export type SourceRefusal =
  | 'source_too_large'
  | 'source_too_long'
  | 'source_too_many_pages'
  | 'source_locked'
  | 'source_without_text'
  | 'source_of_another_type'
  | 'source_type_unknown'
  | 'source_broken'
  | 'source_too_slow';

/** Why a file is not drafted from, under a code that stays the same. */
export const refuse = (
  code: SourceRefusal,
  name: string,
  sentence: string,
): Extract<Result<SourceText>, { ok: false }> => fail('invalid_input', sentence, { detail: { code, name } });
