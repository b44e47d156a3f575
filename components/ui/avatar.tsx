import { cx } from './cx.tsx';

export interface AvatarProps {
  name: string;
  /** Next to the written name the avatar says nothing new and stays silent. */
  decorative?: boolean;
  size?: 'sm' | 'md' | 'lg' | 'xl';
  /** The address of a picture; without one, initials. */
  src?: string;
}

const SIZES = { sm: 'size-5 text-[0.6875rem]', md: 'size-7 text-xs', lg: 'size-9 text-sm', xl: 'size-20 text-2xl' };
const TONES = [
  'bg-accent-soft text-accent-text',
  'bg-draft-soft text-draft',
  'bg-changed-soft text-changed',
  'bg-stale-soft text-stale',
  'bg-published-soft text-published',
  'bg-archived-soft text-archived',
];

/** A picture, or initials on a colour that stays with the name; they also stand there until the picture has come. */
export function Avatar({ name, decorative, size = 'md', src }: AvatarProps) {
  const words = name.trim().split(/[\s@._-]+/);
  const shown = words.length > 1 && size !== 'sm' ? [words[0], words.at(-1)] : [words[0]];
  const initials = shown.map((word) => [...(word ?? '')][0] ?? '').join('');
  const tone = [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997, 7) % TONES.length;
  const className = cx(
    // Drawn by CSS: the letters are a picture of the name, not a text that stands beside it.
    'relative inline-flex shrink-0 items-center justify-center rounded-full font-medium uppercase select-none',
    'before:content-[attr(data-initials)]',
    SIZES[size],
    TONES[tone],
  );
  const picture = src && (
    // Small, and kept by the browser for good: nothing for an optimiser to do.
    // biome-ignore lint/performance/noImgElement: see above.
    <img
      key={src}
      src={src}
      alt=""
      className="absolute inset-0 size-full rounded-full object-cover outline outline-line -outline-offset-1"
    />
  );
  if (decorative) {
    return (
      <span aria-hidden data-initials={initials} className={className}>
        {picture}
      </span>
    );
  }
  return (
    <span role="img" aria-label={name} title={name} data-initials={initials} className={className}>
      {picture}
    </span>
  );
}
