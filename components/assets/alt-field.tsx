'use client';

import { useEffect, useState } from 'react';
import { TextField } from '#components/ui/text-field';
import { toast } from '#components/ui/toast';
import type { ListedAsset } from '#lib/data/assets';
import { useDescribeAsset } from '#lib/queries/assets';
import { problemOf } from '#lib/queries/result';
import { text } from './text.ts';

const LONGEST = 1000;

/** The description that lessons get with the image. Saved by Enter and by leaving; Escape brings the saved one back. */
export function AltField({ workspace, asset, name }: { workspace: string; asset: ListedAsset; name: string }) {
  const saved = asset.alt_text ?? '';
  const [value, setValue] = useState(saved);
  const [problem, setProblem] = useState<string>();
  const describe = useDescribeAsset(workspace);
  // A description that came from elsewhere, unless one is being written.
  useEffect(() => setValue(saved), [saved]);

  const save = () => {
    const alt_text = value.trim();
    if (alt_text === saved || describe.isPending) return;
    setProblem(undefined);
    describe.mutate(
      { id: asset.id, version: asset.version, alt_text },
      { onSuccess: () => toast.done(text.altSaved(name)), onError: (error) => setProblem(problemOf(error).message) },
    );
  };
  return (
    <TextField
      label={text.altOf(name)}
      hideLabel
      size="sm"
      maxLength={LONGEST}
      placeholder={text.altPlaceholder}
      value={value}
      error={problem}
      onChange={setValue}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
        if (event.key === 'Escape') setValue(saved);
      }}
      className="max-w-lg"
    />
  );
}
