'use client';

import { useQuery } from '@tanstack/react-query';
import { Box, Building2, Copy, CornerDownRight, FileText, House, type LucideIcon, MapPin, Pencil } from 'lucide-react';
import { useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import { type PromptAsk, promptPreviewQuery } from '#lib/generation/queries/rules.ts';
import { LeftOutNote } from '../left-out.tsx';
import { leftOutText } from '../text.ts';
import { type PromptRow, promptRows, WHO, type Who } from './prompt-rows.ts';
import { promptText } from './text.ts';

/** As the books guess before a provider has counted. */
const CHARACTERS_A_TOKEN = 4;

const LOOKS: Record<Who, { icon: LucideIcon; edge: string }> = {
  workspace: { icon: House, edge: 'border-s-accent' },
  parent: { icon: Building2, edge: 'border-s-changed' },
  builtin: { icon: Box, edge: 'border-s-archived' },
  place: { icon: MapPin, edge: 'border-s-stale' },
  request: { icon: Pencil, edge: 'border-s-draft' },
  source: { icon: FileText, edge: 'border-s-published' },
};

/** A prompt as it would be sent, each stretch beside whose words it is. Nothing is spent. */
export function PromptPreview({ workspace, ask }: { workspace: string; ask: PromptAsk }) {
  const { data, error, refetch } = useQuery(promptPreviewQuery(workspace, ask));
  const [who, setWho] = useState<Who | 'all'>('all');
  const write = useNumber();
  if (error) return <QueryProblem title={promptText.notMade} error={error} onRetry={() => void refetch()} />;
  if (!data) return <TextSkeleton lines={8} />;
  const rows = promptRows(data.lines);
  const there = WHO.filter((one) => rows.some((row) => row.who === one));
  const chosen = there.find((one) => one === who) ?? 'all';
  const shown = rows.filter((row) => chosen === 'all' || row.who === chosen);
  const count = (one: Who) => write(rows.filter((row) => row.who === one).length);
  const copy = async () => {
    const said = data.lines.filter(({ replaced_by }) => replaced_by === undefined).map(({ text }) => text);
    await navigator.clipboard.writeText(said.join('\n'));
    toast.done(promptText.copied);
  };
  return (
    <section aria-label={promptText.title} className="overflow-hidden rounded-lg border bg-surface">
      <header className="flex flex-col gap-2 p-3">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm">
          <Badge>{promptText.tokens(write(Math.ceil(data.characters / CHARACTERS_A_TOKEN)))}</Badge>
          <span title={promptText.hashHelp} className="min-w-0 flex-1 text-muted">
            {promptText.hash('')}
            <code>{`${data.hash.slice(0, 4)}…${data.hash.slice(-4)}`}</code>
          </span>
          <Button size="sm" variant="quiet" icon={<Copy />} onPress={() => void copy()}>
            {promptText.copy}
          </Button>
        </div>
        <LeftOutNote left_out={data.left_out} className="text-sm text-draft" />
        {!data.fits && <p className="text-sm text-danger-text">{leftOutText.tooLong(data.model ?? '')}</p>}
        <div className="overflow-x-auto [scrollbar-width:none]">
          <Segmented<Who | 'all'>
            size="sm"
            label={promptText.filter}
            value={chosen}
            onChange={setWho}
            items={[
              { id: 'all', label: `${promptText.all} ${write(rows.length)}` },
              ...there.map((id) => ({ id, label: `${promptText.who[id]} ${count(id)}` })),
            ]}
          />
        </div>
      </header>
      {(['system', 'user'] as const).map((role) => {
        const said = shown.filter(({ lines: [first] }) => first?.role === role);
        return (
          said.length > 0 && (
            <section key={role} aria-label={promptText.roles[role]}>
              <h3 className="border-y bg-sunken px-3 py-1 text-sm font-medium text-muted">{promptText.roles[role]}</h3>
              <ul className="divide-y">
                {said.map((row, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the rows of one prompt never move.
                  <Row key={at} row={row} />
                ))}
              </ul>
            </section>
          )
        );
      })}
    </section>
  );
}

function Row({ row: { who, lines, replaced } }: { row: PromptRow }) {
  const write = useNumber();
  const [first] = lines;
  if (!first) return null;
  const { icon: Icon, edge } = LOOKS[who];
  const version = first.version === null ? '' : ` ${promptText.version(first.version)}`;
  return (
    <li className={cx('grid gap-x-4 gap-y-1 border-s-3 px-3 py-2 text-sm sm:grid-cols-[11rem_minmax(0,1fr)]', edge)}>
      <div className="flex min-w-0 items-start gap-2">
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
        <div className="flex min-w-0 flex-col">
          <span className="sr-only">{promptText.who[who]}: </span>
          <span dir="auto" className="font-medium break-words">
            {first.name}
          </span>
          <span className="text-muted">
            {promptText.origins[first.origin]}
            {version}
          </span>
        </div>
      </div>
      <div className="flex min-w-0 flex-col gap-1">
        {lines.map(({ text, left_out }) => (
          <p key={text} dir="auto" className="font-mono break-words whitespace-pre-wrap">
            {text}
            {left_out > 0 && <span className="font-sans text-muted"> {promptText.leftOut(write(left_out))}</span>}
          </p>
        ))}
        {replaced.map(({ name, text }) => (
          <p key={`${name} ${text}`} className="flex items-start gap-1.5 text-muted">
            <CornerDownRight aria-hidden className="mt-0.5 size-4 shrink-0" />
            <span className="min-w-0">
              {promptText.replaces(name)}{' '}
              <del dir="auto" className="font-mono break-words">
                {text}
              </del>
            </span>
          </p>
        ))}
      </div>
    </li>
  );
}
