/** The mark of the studio: a trail of three places, the last one reached. */
export function Mark({ size = 24, title }: { size?: number; title?: string }) {
  return (
    <svg
      viewBox="0 0 32 32"
      width={size}
      height={size}
      role={title ? 'img' : undefined}
      aria-label={title}
      aria-hidden={title ? undefined : true}
      className="shrink-0"
    >
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path
        d="M8.5 23.5c7 0 3.5-8 8.5-8s2-7 6.5-7"
        fill="none"
        className="stroke-on-accent/70"
        strokeWidth="2"
        strokeLinecap="round"
      />
      <circle cx="8.5" cy="23.5" r="2.5" className="fill-on-accent" />
      <circle cx="16.5" cy="15.6" r="2.5" className="fill-on-accent" />
      <circle cx="23.5" cy="8.5" r="3.5" className="fill-on-accent" />
    </svg>
  );
}
