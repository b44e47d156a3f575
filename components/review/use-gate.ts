'use client';

import { useEffect, useState } from 'react';
import { gateMs, wordsToRead } from '#lib/review/core/gate.ts';
import type { ShownItem } from '#lib/review/services/items.ts';
import { attentionText } from './attention-text.ts';
import type { Desk } from './use-desk.ts';

const words = attentionText.gate;
const TICK_MS = 250;

export interface Gate {
  /** What is to be looked at, in words. */
  what: string;
  seconds: number;
  /** How often somebody pressed too early: the strip blinks once for each. */
  early: number;
}

/**
 * What holds back the approval of a draft with a risk, until it was looked at; null where nothing does. The rule says how long until the
 * database has answered, whose clock counts.
 */
export function useGate(item: ShownItem, desk: Pick<Desk, 'holdsRisk' | 'claimed'>) {
  const waits = item.status === 'pending' || item.status === 'stale';
  const isHeld = desk.holdsRisk && item.risks.length > 0 && waits;
  const said = desk.claimed?.id === item.id ? desk.claimed : null;
  const [opened] = useState(() => Date.now());
  const [now, setNow] = useState(opened);
  const [early, setEarly] = useState(0);
  const opensAt = said?.opens_at ?? opened + gateMs(item.risks, wordsToRead(item));
  const isShut = isHeld && now < opensAt;
  useEffect(() => {
    if (!isShut) return;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [isShut]);
  const [risk] = item.risks;
  const gate: Gate | null =
    isShut && risk
      ? { what: words.what[risk](item.changed_share), seconds: Math.ceil((opensAt - now) / 1000), early }
      : null;
  return { gate, pressEarly: () => setEarly((before) => before + 1) };
}
