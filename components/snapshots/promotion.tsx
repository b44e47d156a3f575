'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { Snapshot } from '#lib/snapshots/data/snapshots.ts';

// Nobody needs it before the first choice of a snapshot.
const PromotionDialog = dynamic(() => import('./promotion-dialog.tsx').then((module) => module.PromotionDialog), {
  ssr: false,
});

export interface PromotionProps {
  workspace: string;
  /** What readers get now. */
  current: Snapshot | null;
  /** What they shall get. None: closed. */
  target: Snapshot | null;
  onClose: () => void;
  onDone?: () => void;
}

/** One confirmation for every road to another current snapshot. */
export function Promotion({ target, ...props }: PromotionProps) {
  // What was asked about stays readable while the dialog leaves.
  const [last, setLast] = useState(target);
  if (target && target !== last) setLast(target);
  return last && <PromotionDialog key={last.id} {...props} target={last} isOpen={target !== null} />;
}
