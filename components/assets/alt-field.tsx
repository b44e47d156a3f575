'use client';

import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { TextField } from '#components/ui/text-field.tsx';
import { toast } from '#components/ui/toast.tsx';
import type { ListedAsset } from '#lib/assets/data/assets.ts';
import { useDescribeAsset } from '#lib/assets/queries.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { assetsText } from './text.ts';

const LONGEST = 1000;

/**
 * The description that lessons get with the image. Saved by Enter and by leaving; Escape brings the saved one back. Where
 * somebody else saved one while this was typed, theirs is shown and stays until Enter says otherwise.
 */
export function AltField({ workspace, asset, name }: { workspace: string; asset: ListedAsset; name: string }) {
  const saved = asset.alt_text ?? '';
  const [value, setValue] = useState(saved);
  const [known, setKnown] = useState(saved);
  const [problem, setProblem] = useState<string>();
  const [sent, setSent] = useState<string | null>(null);
  const [theirs, setTheirs] = useState<string | null>(null);
  const describe = useDescribeAsset(workspace);
  const isWaiting = useRef(false);
  if (known !== saved) {
    setKnown(saved);
    // A description that came from elsewhere.
    if (value.trim() === known) setValue(saved);
    else if (value.trim() !== saved && saved !== sent) setTheirs(saved);
  }

  const save = () => {
    const alt_text = value.trim();
    // One after the other: each save needs the version that the one before has made.
    isWaiting.current = describe.isPending;
    if (describe.isPending) return;
    setProblem(undefined);
    setTheirs(null);
    if (alt_text === saved) return;
    setSent(alt_text);
    describe.mutate(
      { id: asset.id, version: asset.version, alt_text },
      {
        onSuccess: () => toast.done(assetsText.altSaved(name)),
        onError: (error) => {
          isWaiting.current = false;
          setProblem(problemOf(error).message);
        },
      },
    );
  };
  const settle = useEffectEvent(() => {
    if (isWaiting.current) save();
  });
  useEffect(() => {
    if (!describe.isPending) settle();
  }, [describe.isPending]);
  return (
    <TextField
      label={assetsText.altOf(name)}
      hideLabel
      size="sm"
      maxLength={LONGEST}
      placeholder={assetsText.altPlaceholder}
      value={value}
      error={theirs === null ? problem : assetsText.altTheirs(theirs)}
      onChange={setValue}
      onBlur={() => theirs === null && save()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
        if (event.key === 'Escape') {
          setValue(saved);
          setTheirs(null);
        }
      }}
      className="max-w-lg"
    />
  );
}
