const PATHS = {
  right: 'M20 6 9 17l-5-5',
  wrong: 'M18 6 6 18M6 6l12 12',
  missed:
    'M10.1 2.2a10 10 0 0 1 3.8 0M13.9 21.8a10 10 0 0 1-3.8 0M17.6 3.7a10 10 0 0 1 2.7 2.7M2.2 13.9a10 10 0 0 1 0-3.8M20.3 17.6a10 10 0 0 1-2.7 2.7M21.8 10.1a10 10 0 0 1 0 3.8M3.7 6.4a10 10 0 0 1 2.7-2.7M6.4 20.3a10 10 0 0 1-2.7-2.7',
  rightRound: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20m4 7-5.5 5.5L8 12',
  partlyRound: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20m9.1 1L3 21',
  wrongRound: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20m3 7-6 6m0-6 6 6',
  ask: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20M9 9.5a3 2.5 0 0 1 6 0c0 2-2 2-3 3.5m0 4h.01',
  marks: 'm3 17 2 2 4-4M3 7l2 2 4-4m4-1h8m-8 8h8m-8 8h8',
  problem: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20m0 6v4m0 4h.01',
  up: 'm5 12 7-7 7 7M12 19V5',
  down: 'M12 5v14m7-7-7 7-7-7',
  next: 'M5 12h14m-7-7 7 7-7 7',
  grip: 'M9 5h.01M9 12h.01M9 19h.01M15 5h.01M15 12h.01M15 19h.01',
  thought:
    'M9 18h6M10 22h4M15 14c.2-1 .7-1.7 1.5-2.5A5 5 0 0 0 18 8 6 6 0 0 0 6 8c0 1 .2 2.2 1.5 3.5.7.7 1.3 1.5 1.5 2.5',
} as const;

export type SignName = keyof typeof PATHS;

/** A small drawing beside a word; never alone. */
export function Sign({ name, size = 14 }: { name: SignName; size?: number }) {
  return (
    <svg
      className={`tw-sign tw-sign-${name}`}
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'grip' ? 2.5 : 2}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
