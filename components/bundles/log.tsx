'use client';

import { useQuery } from '@tanstack/react-query';
import { Import } from 'lucide-react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { EntityCounts } from '#components/base/counts.tsx';
import { QueryProblem } from '#components/base/problem.tsx';
import { Person } from '#components/people/person.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { numberFormat } from '#components/ui/formats.ts';
import { Link } from '#components/ui/link.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { LogSkeleton } from '#components/ui/skeleton.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { importsQuery } from '#lib/bundles/queries/imports.ts';
import type { ImportRecord } from '#lib/bundles/services/imports.ts';
import { ImportStatus, shownStatus } from './status.tsx';
import { bundlesText } from './text.ts';

/** Every import of the workspace, newest first. */
export function ImportLog({ workspace }: { workspace: string }) {
  const imports = useQuery(importsQuery(workspace));
  const start = (
    <LinkButton variant="primary" icon={<Import />} href={inWorkspace(workspace).newImport}>
      {bundlesText.start}
    </LinkButton>
  );
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title={bundlesText.title} actions={imports.data?.length === 0 ? undefined : start}>
        {bundlesText.lead}
      </PageHeader>
      {imports.error ? (
        <QueryProblem title={bundlesText.notLoaded} error={imports.error} onRetry={() => void imports.refetch()} />
      ) : !imports.data ? (
        <LogSkeleton />
      ) : imports.data.length === 0 ? (
        <EmptyState drawing="inbox" title={bundlesText.empty} action={start}>
          {bundlesText.emptyWhy}
        </EmptyState>
      ) : (
        <ul aria-label={bundlesText.list} className="flex flex-col border-t">
          {imports.data.map((record) => (
            <Entry key={record.id} workspace={workspace} record={record} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Entry({ workspace, record }: { workspace: string; record: ImportRecord }) {
  const name = record.name ?? record.version_label;
  const source = record.source_system
    ? bundlesText.source(record.source_system, record.source_version)
    : record.file_name;
  return (
    <li className="relative grid gap-x-6 gap-y-1 border-b px-2 py-3 hover:bg-hover sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="flex min-w-0 items-center gap-2.5">
        <h2 className="min-w-0 truncate font-medium" title={name}>
          <Link
            variant="plain"
            href={inWorkspace(workspace).import(record.id)}
            className="after:absolute after:inset-0 after:content-['']"
          >
            <span dir="auto">{name}</span>
          </Link>
        </h2>
        <ImportStatus record={record} />
      </div>
      <span className="text-sm text-muted max-sm:order-last sm:text-end">
        <RelativeTime value={record.started_at} />
      </span>
      <p className="flex min-w-0 flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
        <Person workspace={workspace} user_id={record.created_by} />
        {record.error_message && shownStatus(record) === 'failed' ? (
          <span className="min-w-0 text-danger-text">{record.error_message}</span>
        ) : (
          <Amount record={record} />
        )}
        {source && (
          <span dir="auto" title={source} className="max-w-72 truncate text-faint max-sm:hidden">
            {source}
          </span>
        )}
      </p>
      <span className="text-sm text-faint tabular-nums max-sm:hidden sm:text-end">
        <Duration record={record} />
      </span>
    </li>
  );
}

function Amount({ record }: { record: ImportRecord }) {
  if (Object.keys(record.entity_counts).length > 0) return <EntityCounts counts={record.entity_counts} />;
  return null;
}

/** How long it took, where that is known. */
export function Duration({ record }: { record: ImportRecord }) {
  const { locale } = useLocale();
  if (!record.completed_at) return null;
  const seconds = (Date.parse(record.completed_at) - Date.parse(record.started_at)) / 1000;
  const format = numberFormat(locale, {
    style: 'unit',
    unit: seconds < 120 ? 'second' : 'minute',
    maximumFractionDigits: seconds < 10 ? 1 : 0,
  });
  return bundlesText.took(format.format(seconds < 120 ? seconds : seconds / 60));
}
