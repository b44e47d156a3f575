'use client';

import { Check } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { humanShare } from '#lib/review/core/human-share.ts';
import { reviewText } from './text.ts';

const SourceEditor = dynamic(
  () => import('#components/lessons/editor/source-editor.tsx').then(({ SourceEditor }) => SourceEditor),
  { loading: () => <TextSkeleton lines={12} /> },
);
const words = reviewText;

interface EditPanelProps {
  workspace: string;
  /** As it was drafted. */
  draft: string;
  /** As it was left the last time it was edited here. */
  text: string;
  onText: (text: string) => void;
  onApprove: (text: string) => void;
  onBack: () => void;
}

/** The text of a draft to be put right before it is approved. Both texts are kept. */
export function EditPanel({ workspace, draft, text, onText, onApprove, onBack }: EditPanelProps) {
  const now = useRef(text);
  const [share, setShare] = useState(() => humanShare(draft, text));
  return (
    <section
      aria-label={words.editTitle}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onBack();
        else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onApprove(now.current);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
      className="flex h-full min-h-0 flex-col bg-surface"
    >
      <div className="flex flex-wrap items-center gap-3 border-b px-4 py-2.5 md:px-6">
        <div className="flex min-w-0 basis-80 grow flex-col">
          <h2 className="font-medium">{words.editTitle}</h2>
          <p className="text-sm text-muted">{words.editHelp}</p>
        </div>
        <span className="text-sm text-muted tabular-nums">{words.yourPart(share)}</span>
        <Button variant="quiet" onPress={onBack}>
          {words.back}
          <Kbd keys="Escape" />
        </Button>
        <Button variant="primary" icon={<Check />} onPress={() => onApprove(now.current)}>
          {words.approveEdited}
          <Kbd keys="Mod+Enter" inverted />
        </Button>
      </div>
      <div className="min-h-0 flex-1 *:h-full">
        <SourceEditor
          workspace={workspace}
          read={() => text}
          onInput={(next) => {
            now.current = next;
            onText(next);
            setShare(humanShare(draft, next));
          }}
        />
      </div>
    </section>
  );
}
