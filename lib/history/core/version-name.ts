import { isVisible } from '#lib/base/core/visible.ts';

/** The most characters of the name of a version, as the table `named_versions` has it. */
export const VERSION_NAME_LENGTH = 80;

// biome-ignore lint/suspicious/noControlCharactersInRegex: a name is one line.
const CONTROLS = /[\u0001-\u001f\u007f]/;

/** A name as it is kept, or null where it is none. `public.name_version` says the same (version-name.cases.ts). */
export function versionName(said: string): string | null {
  // The database trims what the space bar writes, and no other space.
  const name = said.replace(/^ +| +$/g, '');
  const characters = [...name].length;
  return isVisible(name) && characters <= VERSION_NAME_LENGTH && !CONTROLS.test(name) ? name : null;
}
