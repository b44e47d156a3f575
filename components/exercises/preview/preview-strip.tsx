'use client';

import { ArrowLeft, Copy, Monitor, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { toast } from '#components/ui/toast.tsx';
import { STUDIO } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { embedCode } from '#lib/exercises/core/embed-code.ts';
import { fetchPlayedPackage } from '#lib/exercises/queries/rendering.ts';
import { exercisesText } from '../text.ts';

const words = exercisesText.preview;

export type Width = 'wide' | 'phone';

export interface PreviewStripProps {
  workspace: string;
  spark: { id: string; title: string };
  what: { from: 'quiz' | 'bank'; at?: number };
  /** Where the preview was opened. */
  back: string;
  width: Width;
  onWidth: (width: Width) => void;
  canCopy: boolean;
}

/** What belongs to the author, above what learners see. */
export function PreviewStrip({ workspace, spark, what, back, width, onWidth, canCopy }: PreviewStripProps) {
  const [isCopying, setCopying] = useState(false);
  const copy = async () => {
    setCopying(true);
    try {
      const played = await fetchPlayedPackage(workspace, {
        spark_id: spark.id,
        title: spark.title,
        what: what.at ?? what.from,
      });
      await navigator.clipboard.writeText(embedCode(played, `${location.origin}${STUDIO.player}`));
      toast.done(words.copied, { detail: words.copiedHelp });
    } catch (error) {
      toast.problem(words.copyFailed, { detail: problemOf(error).message });
    } finally {
      setCopying(false);
    }
  };
  return (
    <header className="flex h-11 shrink-0 items-center gap-2.5 border-b bg-sunken px-2 md:px-4">
      <LinkButton size="sm" variant="quiet" href={back} icon={<ArrowLeft aria-hidden />}>
        <span className="max-md:sr-only">{words.back}</span> <Kbd keys="P" />
      </LinkButton>
      <p className="flex-1 truncate text-sm text-muted">{words.recorded}</p>
      {canCopy && (
        <Button size="sm" variant="quiet" icon={<Copy aria-hidden />} isPending={isCopying} onPress={() => void copy()}>
          <span className="max-md:sr-only">{words.copy}</span>
        </Button>
      )}
      <div className="max-md:hidden">
        <Segmented
          label={words.width}
          value={width}
          onChange={onWidth}
          items={[
            { id: 'wide', label: words.wide, icon: <Monitor aria-hidden /> },
            { id: 'phone', label: words.phone, icon: <Smartphone aria-hidden /> },
          ]}
        />
      </div>
    </header>
  );
}
