import { useMemo } from 'react';
import type { ContentType } from '#lib/generation/core/prompt/content-types.ts';
import { sameGolden } from '#lib/generation/core/prompt/golden.ts';
import { rulesText } from '../text.ts';
import type { ShownVersion } from './shown-version.ts';

/** Of how many golden prompts a text makes the same as another, and which that is. */
export interface Golden {
  same: number;
  of: number;
  label: string;
}

/**
 * The version that is shown beside the one that counts; the one that counts beside what it replaced. Null where there is nothing to
 * compare, or one of the two cannot be used.
 */
export function useGolden(
  content_type: ContentType,
  all: readonly ShownVersion[],
  shown: ShownVersion,
  active: ShownVersion | undefined,
): Golden | null {
  return useMemo(() => {
    const counting = active ?? all.find(({ number }) => number === null);
    const other = shown === counting ? all[all.indexOf(shown) + 1] : counting;
    const found = other && sameGolden(templateOf(content_type, shown), templateOf(content_type, other));
    return found ? { ...found, label: nameOf(other) } : null;
  }, [content_type, all, shown, active]);
}

const nameOf = ({ id, number, label }: ShownVersion): string => {
  if (number !== null) return rulesText.version(number);
  return id === 'builtin' ? rulesText.builtinTemplate : label;
};

// Whose a text is, and which version, is in no prompt.
const templateOf = (content_type: ContentType, { parts, variables, owner_name }: ShownVersion) => ({
  content_type,
  owner: 'workspace' as const,
  owner_name,
  version: 1,
  parts,
  variables,
});
