'use client';

import { useQuery } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { KeyHint } from '#components/ui/kbd.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { JOB_KINDS } from '#lib/generation/core/job.ts';
import { PRIORITIES } from '#lib/generation/core/maker.ts';
import { LENGTHS } from '#lib/generation/core/prompt/content-types.ts';
import { jobEstimateQuery } from '#lib/generation/queries/jobs.ts';
import { LONGEST_INSTRUCTION, REASONS } from '#lib/review/core/proposal.ts';
import type { ShownItem } from '#lib/review/services/items.ts';
import { useBriefMoney } from '../generation/money.ts';
import { generationText } from '../generation/text.ts';
import { reviewText } from './text.ts';

const words = reviewText.regenerate;

interface RegenerateDialogProps {
  workspace: string;
  item: ShownItem;
  isOpen: boolean;
  onClose: () => void;
  onRegenerate: (instruction: string | null) => void;
}

/** Asks the model for another version of a draft: what should be different, what it costs, and why the last one was not taken. */
export function RegenerateDialog({ workspace, item, isOpen, onClose, onRegenerate }: RegenerateDialogProps) {
  const [said, setSaid] = useState('');
  const [withReason, setWithReason] = useState(true);
  const price = usePrice(workspace, isOpen ? item : null);
  const code = item.decided?.reason_code ?? null;
  const named = code ? REASONS[code - 1] : undefined;
  const reason = named && [reviewText.reasons[named], item.decided?.reason].filter(Boolean).join(': ');
  const go = () =>
    onRegenerate(
      [withReason && reason && words.because(reason), said.trim()]
        .filter(Boolean)
        .join('\n')
        .slice(0, LONGEST_INSTRUCTION) || null,
    );
  return (
    <Dialog
      title={words.title}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          {price && <span className="me-auto text-sm text-muted tabular-nums">{words.price(price)}</span>}
          <Button variant="quiet" onPress={onClose}>
            {words.cancel}
          </Button>
          <Button variant="primary" icon={<RefreshCw />} onPress={go}>
            {words.go}
            <KeyHint keys="Mod+Enter" inverted />
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the key of the button below. */}
      <div
        className="flex flex-col gap-3"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          go();
        }}
      >
        <p className="text-sm text-muted">{words.help}</p>
        <TextArea
          label={words.instruction}
          value={said}
          rows={3}
          maxLength={LONGEST_INSTRUCTION}
          autoFocus
          onChange={setSaid}
        />
        {reason && (
          <Checkbox isSelected={withReason} onChange={setWithReason}>
            <span dir="auto">{words.sendReason(reason)}</span>
          </Checkbox>
        )}
      </div>
    </Dialog>
  );
}

/** What writing it once more is likely to cost; null where that cannot be said. */
function usePrice(workspace: string, item: ShownItem | null): string | null {
  const money = useBriefMoney();
  const job = item?.job;
  const kind = JOB_KINDS.find((one) => one === job?.kind);
  const place = item?.place;
  const { data } = useQuery(
    jobEstimateQuery(
      workspace,
      job && kind
        ? {
            job_kind: job.is_lesson ? 'course' : kind,
            places: !job.is_lesson && place?.kind && place.id ? [{ kind: place.kind, id: place.id }] : [],
            source_ids: job.source_ids,
            length: LENGTHS.find((one) => one === job.length) ?? 'medium',
            priority: PRIORITIES.find((one) => one === job.priority) ?? 'balanced',
            content_type: 'blog',
            course: job.is_lesson ? { part: 'lessons', lessons: 1 } : null,
            // The draft goes along, to be bettered.
            improves: changedIn(item.body),
            more_bytes: JSON.stringify(item.body).length,
          }
        : null,
    ),
  );
  const estimate = data?.estimate;
  return estimate ? generationText.startPage.between(money(estimate.low_micros), money(estimate.high_micros)) : null;
}

/** The exercises of the lesson that a draft changes or removes, which a model reads again; null where it only adds. */
function changedIn(body: ShownItem['body']): string[] | null {
  if (body.kind !== 'exercises') return null;
  const ids = body.exercises.flatMap((part) => (part.do === 'add' ? [] : part.exercise_id));
  return ids.length > 0 ? ids : null;
}
