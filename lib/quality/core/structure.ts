import type { ReadText, TextBlock } from './read-text.ts';

/** Headings that leave a level out, with the level that should stand there, and those that say nothing. */
export function headingFaults({ blocks }: ReadText): {
  skipped: { block: TextBlock; after: number; to: number }[];
  empty: TextBlock[];
} {
  const skipped: { block: TextBlock; after: number; to: number }[] = [];
  const empty: TextBlock[] = [];
  let last = 0;
  for (const block of blocks) {
    if (block.kind !== 'heading') continue;
    if (block.plain === '') empty.push(block);
    // A lesson may begin at any level: its title stands above it.
    if (last > 0 && block.level > last + 1) {
      skipped.push({ block, after: last, to: last + 1 });
      last += 1;
    } else last = block.level;
  }
  return { skipped, empty };
}

/** Code that does not say its language, so that it has no colours and no screen reader says what it is. */
export const bareFences = ({ blocks, markdown }: ReadText): TextBlock[] =>
  blocks.filter(
    ({ kind, language, from }) => kind === 'code' && language === '' && /^[`~]{3}/.test(markdown.slice(from)),
  );
