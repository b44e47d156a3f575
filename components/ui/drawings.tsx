import type { ReactNode } from 'react';

/** Small drawings for empty places: a few lines and dots, as on a trail map. */
const DRAWINGS = {
  trail: (
    <>
      <path d="M14 62c18 0 14-26 32-26s16 20 32 20 12-34 28-34" strokeDasharray="2 5" />
      <circle cx="14" cy="62" r="5" className="fill-accent-soft stroke-accent-text" />
      <circle cx="48" cy="36" r="5" className="fill-surface" />
      <circle cx="78" cy="56" r="5" className="fill-surface" />
      <circle cx="106" cy="22" r="5" className="fill-accent-soft stroke-accent-text" />
    </>
  ),
  search: (
    <>
      <circle cx="54" cy="38" r="22" className="fill-surface" />
      <path d="m70 54 18 18M44 38h20M44 31h12M44 45h15" />
    </>
  ),
  inbox: (
    <>
      <path d="M28 26h64l10 26v18H18V52z" className="fill-surface" />
      <path d="M18 52h24l6 8h24l6-8h24" />
      <path d="m52 30 8 8 14-16" className="stroke-accent-text" />
    </>
  ),
  pages: (
    <>
      <rect x="40" y="12" width="44" height="56" rx="4" transform="rotate(6 62 40)" className="fill-surface" />
      <rect x="36" y="12" width="44" height="56" rx="4" className="fill-surface" />
      <path d="M44 26h20M44 35h28M44 44h24M44 53h14" />
    </>
  ),
  graph: (
    <>
      <path d="M34 40 60 22M34 42l26 18M68 20l20 18M68 62l20-18" />
      <circle cx="28" cy="41" r="7" className="fill-surface" />
      <circle cx="64" cy="20" r="7" className="fill-surface" />
      <circle cx="64" cy="62" r="7" className="fill-surface" />
      <circle cx="94" cy="41" r="7" className="fill-accent-soft stroke-accent-text" />
    </>
  ),
  bin: (
    <>
      <path d="M40 26h40l-4 44H44z" className="fill-surface" />
      <path d="M34 26h52M52 26v-6h16v6M54 38v20M66 38v20" />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type DrawingName = keyof typeof DRAWINGS;

export function Drawing({ name }: { name: DrawingName }) {
  return (
    <svg
      viewBox="0 0 120 84"
      width="120"
      height="84"
      fill="none"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className="stroke-field-line"
    >
      {DRAWINGS[name]}
    </svg>
  );
}
