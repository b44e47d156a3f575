import { Coffee } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { attentionText } from './attention-text.ts';
import type { Desk } from './use-desk.ts';

const words = attentionText.pause;
const timeOf = (moment: number) => new Date(moment).toLocaleTimeString(undefined, { timeStyle: 'short' });

/** Asks whoever has decided for an hour to pause. */
export function PauseLine({ pause }: Pick<Desk, 'pause'>) {
  if (!pause.isDue) return null;
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 border-t bg-sunken px-4 py-2 text-sm md:px-6">
      <Coffee aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1">{words.why}</span>
      <Button size="sm" onPress={pause.pause}>
        {words.take}
      </Button>
      <Button size="sm" variant="quiet" onPress={pause.later}>
        {words.later}
      </Button>
    </div>
  );
}

/** When the next pause is due, at the foot of the queue. */
export function PauseDue({ pause }: Pick<Desk, 'pause'>) {
  if (pause.dueAt === null || pause.isDue) return null;
  return (
    <span className="flex items-center gap-1.5">
      <Coffee aria-hidden className="size-3.5 shrink-0" />
      {words.due(timeOf(pause.dueAt))}
    </span>
  );
}

/** Nothing to decide for five minutes, unless somebody goes on. */
export function Paused({ pause }: Pick<Desk, 'pause'>) {
  return (
    <EmptyState
      drawing="pages"
      title={words.paused}
      action={
        <Button variant="primary" onPress={pause.goOn}>
          {words.goOn}
        </Button>
      }
    >
      {words.until(timeOf(pause.until ?? 0))}
    </EmptyState>
  );
}
