import type { TemplateParts } from '#lib/generation/core/prompt/variables.ts';
import type { OpenTemplate } from '#lib/generation/services/rules.ts';
import { rulesText } from '../text.ts';

/** A text of a template that can be shown and compared: a version of the workspace, or one that it would follow. */
export interface ShownVersion {
  /** As the address and lists name it: `3` for a version of its own, `followed`, `builtin`. */
  id: string;
  /** Of a version of its own; null for another's. */
  number: number | null;
  depth: number | null;
  owner_name: string;
  label: string;
  parts: TemplateParts;
  variables: readonly string[];
}

/** Everything there is to show of a template, the newest of its own first. */
export function versionsToShow({ versions, followed, builtin, active_number }: OpenTemplate, own: string) {
  const shown: ShownVersion[] = versions.map(({ number, parts, variables }) => ({
    id: String(number),
    number,
    depth: 0,
    owner_name: own,
    label: `${rulesText.version(number)}${number === active_number ? `, ${rulesText.active.toLowerCase()}` : ''}`,
    parts,
    variables,
  }));
  const theirs = followed.owner === 'builtin' ? [] : [followed];
  for (const one of theirs)
    shown.push({
      ...one,
      id: 'followed',
      number: null,
      depth: 1,
      label: `${one.owner_name} ${rulesText.version(one.version)}`,
    });
  shown.push({
    ...builtin,
    id: 'builtin',
    number: null,
    depth: null,
    owner_name: rulesText.builtin,
    label: rulesText.builtin,
  });
  return shown;
}

/** The text of both parts, one below the other, as lines of it are counted. */
export const textOf = ({ system, user }: TemplateParts): string => `${system}\n${user}`;
