import { Flag } from 'lucide-react';
import { attentionText } from './attention-text.ts';
import type { Gate } from './use-gate.ts';

/** What is to be looked at before a draft with a risk can be approved, and for how long. It blinks once when somebody is too early. */
export function GateLine({ id, gate }: { id: string; gate: Gate }) {
  return (
    <p
      key={gate.early}
      id={id}
      data-early={gate.early > 0 || undefined}
      className="review-gate flex items-center gap-2 border-t bg-draft-soft px-4 py-2 text-sm md:px-6"
    >
      <Flag aria-hidden className="size-3.5 shrink-0 text-draft" />
      <span className="min-w-0 flex-1">{gate.what}</span>
      <span className="shrink-0 font-medium tabular-nums">{attentionText.gate.opensIn(gate.seconds)}</span>
    </p>
  );
}
