'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { toast } from '#components/ui/toast.tsx';
import { LONGEST_REASON_TEXT, REASONS } from '#lib/review/core/proposal.ts';
import { reviewText } from './text.ts';

const words = reviewText;
const OTHER = REASONS.length;

interface RejectPanelProps {
  onReject: (reason_code: number, reason?: string) => void;
  onBack: () => void;
}

/** Why a proposal is not taken: a number rejects at once, words are added before. */
export function RejectPanel({ onReject, onBack }: RejectPanelProps) {
  const [chosen, choose] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const send = (code: number) => {
    if (code === OTHER && reason.trim() === '') {
      choose(code);
      return toast.problem(words.needsWords);
    }
    onReject(code, reason.trim() || undefined);
  };
  return (
    <section
      aria-label={words.rejectTitle}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes the keys while it stands open.
      tabIndex={0}
      ref={(panel) => {
        if (panel && !panel.contains(document.activeElement)) panel.focus();
      }}
      onKeyDown={(event) => {
        const isTyping = (event.target as HTMLElement).tagName === 'TEXTAREA';
        if (event.key === 'Escape') onBack();
        else if (isTyping && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send(chosen ?? OTHER);
        else if (!isTyping && /^[1-9]$/.test(event.key)) send(Number(event.key));
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
      className="flex flex-col gap-3 border-t bg-surface px-4 py-3 outline-none md:px-6"
    >
      <div className="flex flex-col">
        <h2 className="font-medium">{words.rejectTitle}</h2>
        <p className="text-sm text-muted">{words.rejectHelp}</p>
      </div>
      <ol className="grid gap-1.5 sm:grid-cols-2">
        {REASONS.map((name, nth) => (
          <li key={name}>
            <Button
              variant={chosen === nth + 1 ? 'primary' : 'secondary'}
              onPress={() => (reason.trim() === '' || nth + 1 === OTHER ? send(nth + 1) : choose(nth + 1))}
              className="w-full min-w-0 justify-start"
            >
              <Kbd keys={String(nth + 1)} inverted={chosen === nth + 1} />
              {words.reasons[name]}
            </Button>
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap items-end gap-3">
        <TextArea
          label={words.reasonWords}
          value={reason}
          rows={2}
          maxLength={LONGEST_REASON_TEXT}
          onChange={setReason}
          className="min-w-64 flex-1"
        />
        <Button variant="primary" onPress={() => send(chosen ?? OTHER)}>
          {words.send}
          <Kbd keys="Mod+Enter" inverted />
        </Button>
        <Button variant="quiet" onPress={onBack}>
          {words.back}
        </Button>
      </div>
    </section>
  );
}
