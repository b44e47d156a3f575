import { Flag as FlagIcon, KeyRound, Unlink } from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import type { Figures, Flag } from '#lib/results/core/figures.ts';
import { resultsText } from './text.ts';

/** The worst that is to be said of an exercise; of too few answers nothing is said. */
export function FlagBadge({ figures: { flags, is_enough } }: { figures: Figures }) {
  const [worst] = flags;
  if (!worst) return is_enough ? null : <span className="text-xs text-faint">{resultsText.few}</span>;
  const Icon = worst === 'wrong_key' ? KeyRound : worst === 'weak' ? Unlink : FlagIcon;
  return (
    <Badge tone={worst === 'wrong_key' ? 'red' : 'amber'} icon={<Icon aria-hidden />}>
      {resultsText.flags[worst]}
    </Badge>
  );
}

/** The colour of its words where there is no badge. */
export const flagInk = (flag: Flag) => (flag === 'wrong_key' ? 'text-blocked' : 'text-draft');
