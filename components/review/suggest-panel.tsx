'use client';

import { Send } from 'lucide-react';
import { useKeptWords } from '#components/comments/kept-words.ts';
import { Button } from '#components/ui/button.tsx';
import { KeyHint } from '#components/ui/kbd.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { Anchor } from '#lib/comments/core/anchor.ts';
import { LONGEST_NOTE, LONGEST_WORDS } from '#lib/review/core/change.ts';
import { useChanges } from '#lib/review/queries/changes.ts';
import { changesText } from './changes-text.ts';

const words = changesText.suggest;

interface SuggestPanelProps {
  workspace: string;
  spark_id: string;
  /** Who writes: what they have not sent waits for them on this device. */
  user_id: string;
  passage: Anchor;
  onClose: () => void;
}

/** The words of a passage, to be written otherwise, and why. */
export function SuggestPanel({ workspace, spark_id, user_id, passage, onClose }: SuggestPanelProps) {
  const { suggest } = useChanges(workspace, spark_id);
  const about = `${spark_id}:${passage.before.slice(-20)}${passage.quote}`;
  const [said, setSaid] = useKeptWords(user_id, `suggest:${about}`, passage.quote);
  const [note, setNote] = useKeptWords(user_id, `why:${about}`);
  const isSame = said === passage.quote;
  const send = () => {
    if (isSame || suggest.isPending) return;
    suggest.mutate(
      { passage: { ...passage, words: said }, note: note.trim() || null },
      {
        onSuccess: () => {
          setSaid(passage.quote);
          setNote('');
          toast.done(words.done);
          onClose();
        },
      },
    );
  };
  return (
    <section
      aria-label={words.title}
      className="flex flex-col gap-3 rounded-xl border border-accent bg-surface p-3.5 outline outline-accent"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
        else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <TextArea
        label={words.words}
        value={said}
        rows={Math.min(8, Math.max(2, Math.ceil(passage.quote.length / 36)))}
        maxLength={LONGEST_WORDS}
        autoFocus
        onChange={setSaid}
      />
      <TextArea label={words.note} value={note} rows={2} maxLength={LONGEST_NOTE} onChange={setNote} />
      {suggest.error && (
        <p role="alert" className="text-sm text-danger-text">
          {words.failed} {problemOf(suggest.error).message}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          variant="primary"
          icon={<Send />}
          isDisabled={isSame}
          isPending={suggest.isPending}
          onPress={send}
        >
          {words.go}
          <KeyHint keys="Mod+Enter" inverted />
        </Button>
        <Button size="sm" variant="quiet" onPress={onClose}>
          {words.cancel}
        </Button>
      </div>
    </section>
  );
}
