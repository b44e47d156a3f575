import { BLOOM_LEVELS } from '#lib/base/core/content-kinds.ts';

/** How high a level of Bloom's taxonomy is, in six bars; the word stands beside. */
export function BloomMark({ level }: { level: string | undefined }) {
  const rank = (BLOOM_LEVELS as readonly (string | undefined)[]).indexOf(level) + 1;
  return (
    <span aria-hidden className="flex shrink-0 gap-0.5">
      {BLOOM_LEVELS.map((one, at) => (
        <span key={one} className={`h-3 w-1 rounded-sm ${at < rank ? 'bg-accent' : 'bg-line-strong'}`} />
      ))}
    </span>
  );
}
