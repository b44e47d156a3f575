'use client';

import { useState } from 'react';
import Words from '#components/history/difference/words.tsx';
import { DiffCounts } from '#components/ui/diff-counts.tsx';
import { Select } from '#components/ui/select.tsx';
import { rulesText } from '../text.ts';
import { lineCounts } from './changed-lines.ts';
import { type ShownVersion, textOf } from './shown-version.ts';

const words = rulesText.templates;

interface TemplateDifferenceProps {
  versions: readonly ShownVersion[];
  shown: ShownVersion;
  /** What is compared with unless somebody chooses another. */
  usual: ShownVersion | undefined;
}

/** Any two texts of a template, by line and word. */
export function TemplateDifference({ versions, shown, usual }: TemplateDifferenceProps) {
  const others = versions.filter(({ id }) => id !== shown.id);
  const [chosen, setChosen] = useState<string | null>(null);
  const before = others.find(({ id }) => id === chosen) ?? others.find(({ id }) => id === usual?.id) ?? others[0];
  if (!before) return <p className="text-muted">{words.noVersions}</p>;
  const counts = lineCounts(textOf(before.parts), textOf(shown.parts));
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2 text-sm">
        <span className="text-muted">{words.compare}</span>
        <Select
          label={words.compare}
          hideLabel
          size="sm"
          className="w-56"
          options={others.map(({ id, label }) => ({ id, label }))}
          value={before.id}
          onChange={setChosen}
        />
        <span className="text-muted">
          {words.with} {shown.label}
        </span>
        <span className="ms-auto">
          <DiffCounts {...counts} /> <span className="text-muted">{words.lines}</span>
        </span>
      </div>
      {counts.added + counts.removed === 0 ? (
        <p className="text-muted">{words.same}</p>
      ) : (
        (['system', 'user'] as const).map((part) => (
          <section key={part} aria-label={words[part]} className="flex flex-col gap-1.5">
            <h3 className="font-medium">{words[part]}</h3>
            <Words before={before.parts[part]} after={shown.parts[part]} />
          </section>
        ))
      )}
    </div>
  );
}
