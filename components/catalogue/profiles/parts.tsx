'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Link } from '#components/ui/link.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import type { ProfilePanel } from '#lib/catalogue/data/profiles.ts';
import { longTextQuery } from '#lib/catalogue/queries/profiles.ts';
import { profilesText } from './text.ts';
import { useFigure } from './use-figure.ts';

const rowClass = 'flex flex-wrap items-center gap-x-3 gap-y-1 border-b py-2 last:border-b-0';

/** Material of a unit, each with the text that was taken out of it. */
export function Resources({ workspace, resources }: { workspace: string; resources: ProfilePanel['resources'] }) {
  const write = useFigure();
  return (
    <ul>
      {resources.map(({ id, filename, source_url, resource_type, characters }) => (
        <li key={id} className={rowClass}>
          <div className="min-w-0 flex-1">
            <p dir="auto" className="truncate font-medium">
              {filename ?? source_url ?? profilesText.unnamed}
            </p>
            <p className="text-sm text-muted">
              {[resource_type, characters ? profilesText.characters(write(characters)) : profilesText.noText]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </div>
          {source_url && (
            <Link href={source_url} target="_blank" rel="noreferrer" className="text-sm">
              {profilesText.openLink}
            </Link>
          )}
          {Boolean(characters) && (
            <LongText workspace={workspace} of="resource" id={id} title={filename ?? profilesText.unnamed} />
          )}
        </li>
      ))}
    </ul>
  );
}

/** Conversations about a unit, to read. */
export function Conversations(props: { workspace: string; conversations: ProfilePanel['conversations'] }) {
  const { workspace, conversations } = props;
  const write = useFigure();
  return (
    <ul>
      {conversations.map(({ id, title, role, status, message_count }) => (
        <li key={id} className={rowClass}>
          <div className="min-w-0 flex-1">
            <p dir="auto" className="truncate font-medium">
              {title ?? profilesText.unnamed}
            </p>
            <p className="text-sm text-muted">
              {[role, status, profilesText.messages(write(message_count), message_count === 1)]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </div>
          <LongText workspace={workspace} of="conversation" id={id} title={title ?? profilesText.unnamed} />
        </li>
      ))}
    </ul>
  );
}

interface LongTextProps {
  workspace: string;
  of: 'resource' | 'conversation';
  id: string;
  title: string;
}

function LongText(props: LongTextProps) {
  const label = props.of === 'resource' ? profilesText.read : profilesText.readTalk;
  return (
    <Dialog title={props.title} size="lg" trigger={<Button size="sm">{label}</Button>}>
      <LongTextBody {...props} />
    </Dialog>
  );
}

function LongTextBody({ workspace, of, id }: LongTextProps) {
  const { data } = useQuery(longTextQuery(workspace, of, id));
  if (!data) return <TextSkeleton lines={6} />;
  if (data.length === 0) return <p className="text-muted">{profilesText.emptyTalk}</p>;
  return (
    <div className="flex flex-col gap-4">
      {data.map(({ role, content }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: messages are in a fixed order.
        <div key={at} className="flex flex-col gap-0.5">
          {role && <p className="text-sm font-medium text-muted">{role}</p>}
          <p dir="auto" className="whitespace-pre-wrap [overflow-wrap:anywhere]">
            {content}
          </p>
        </div>
      ))}
    </div>
  );
}

/** How something was generated, here or elsewhere. */
export function Runs({ runs }: { runs: ProfilePanel['runs'] }) {
  const write = useFigure();
  const rows = runs.map((run) => [
    run.flow_name ?? profilesText.unnamed,
    run.is_imported ? profilesText.imported : (run.status ?? ''),
    write(run.steps),
    run.total_tokens === null ? '' : write(run.total_tokens),
    run.cost_micros === null ? '' : profilesText.dollars(write(run.cost_micros / 1e6, { maximumFractionDigits: 4 })),
    run.execution_time_ms === null ? '' : profilesText.seconds(write(run.execution_time_ms / 1000)),
    run.models.join(', '),
  ]);
  const { run, state, steps, tokens, cost, time, models } = profilesText;
  return <Figures head={[run, state, steps, tokens, cost, time, models]} rows={rows} />;
}

function Figures({ head, rows }: { head: string[]; rows: ReactNode[][] }) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-sm tabular-nums">
        <thead>
          <tr className="border-b text-start text-muted">
            {head.map((label, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns are in a fixed order.
              <th key={at} scope="col" className="py-1.5 pe-4 text-start font-medium whitespace-nowrap">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, nth) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are in a fixed order.
            <tr key={nth} className="border-b last:border-b-0">
              {row.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns are in a fixed order.
                <td key={at} className="py-1.5 pe-4">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
