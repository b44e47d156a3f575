'use client';

import { useQuery } from '@tanstack/react-query';
import { BookmarkPlus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { type Facet, LONGEST_FILTER_NAME, REVIEW_GROUPS, type ReviewFacets } from '#lib/review/core/proposal.ts';
import { reviewFacetsQuery, useReview } from '#lib/review/queries/proposals.ts';
import type { Narrowing } from './desk-address.ts';
import { reviewText } from './text.ts';
import type { useDeskFilter } from './use-desk-filter.ts';

const words = reviewText.filters;
const ANY = '';
const DAYS = [1, 3, 7, 30] as const;

interface FilterPanelProps {
  workspace: string;
  desk: ReturnType<typeof useDeskFilter>;
  mayKeep: boolean;
}

/** What narrows the queue, and the filters that somebody keeps under a name. */
export function FilterPanel({ workspace, desk, mayKeep }: FilterPanelProps) {
  const facets = useQuery(reviewFacetsQuery(workspace));
  if (facets.error && !facets.data)
    return <QueryProblem title={words.notRead} error={facets.error} onRetry={() => void facets.refetch()} />;
  if (!facets.data) return <TextSkeleton lines={6} />;
  const { filter } = desk;
  const pick = (name: Narrowing, options: { id: string; label: string }[]) => (
    <Select
      key={name}
      size="sm"
      label={words.names[name]}
      value={filter[name] === undefined ? ANY : String(filter[name])}
      onChange={(value) => desk.narrow(name, value)}
      options={[{ id: ANY, label: words.any }, ...options]}
    />
  );
  const { trails, askers, reviewers, models, templates } = facets.data;
  return (
    <div className="flex w-72 flex-col gap-3">
      {pick(
        'groups',
        REVIEW_GROUPS.map((id) => ({ id, label: reviewText.groups[id] })),
      )}
      {pick('trail_id', trails.map(option))}
      {pick('asked_by', askers.map(option))}
      {pick('assigned_to', reviewers.map(option))}
      {pick('model', models.map(option))}
      {pick('template', templates.map(option))}
      {pick(
        'older_than_days',
        DAYS.map((days) => ({ id: String(days), label: words.olderThan(days) })),
      )}
      {pick('has_risk', [
        { id: 'true', label: words.withRisk },
        { id: 'false', label: words.withoutRisk },
      ])}
      {desk.narrowed > 0 && (
        <Button size="sm" variant="quiet" onPress={desk.clear} className="self-start">
          {words.clear}
        </Button>
      )}
      {mayKeep && <Saved workspace={workspace} desk={desk} saved={facets.data.saved} />}
    </div>
  );
}

const option = ({ id, name, count }: Facet) => ({ id, label: words.withCount(name || words.nameless, count) });

function Saved({ workspace, desk, saved }: Omit<FilterPanelProps, 'mayKeep'> & { saved: ReviewFacets['saved'] }) {
  const [name, setName] = useState('');
  const { saveFilter, deleteFilter } = useReview(workspace);
  const onError = (error: Error) => void toast.problem(words.notKept, { detail: problemOf(error).message });
  const keep = () =>
    saveFilter.mutate(
      { name: name.trim(), filter: desk.filter },
      {
        onSuccess: () => {
          toast.done(words.kept(name.trim()));
          setName('');
        },
        onError,
      },
    );
  return (
    <div className="flex flex-col gap-2 border-t pt-3">
      {saved.length > 0 && (
        <ul aria-label={words.saved} className="flex flex-col">
          {saved.map((one) => (
            <li key={one.id} className="flex items-center justify-between gap-2">
              <Button size="sm" variant="quiet" onPress={() => desk.set(one.filter)} className="min-w-0 truncate">
                {one.name}
              </Button>
              <IconButton
                size="sm"
                label={words.remove(one.name)}
                onPress={() => deleteFilter.mutate(one.id, { onError })}
              >
                <Trash2 />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) keep();
        }}
      >
        <TextField
          label={words.name}
          value={name}
          maxLength={LONGEST_FILTER_NAME}
          onChange={setName}
          className="flex-1"
        />
        <Button type="submit" icon={<BookmarkPlus />} isPending={saveFilter.isPending} isDisabled={!name.trim()}>
          {words.keep}
        </Button>
      </form>
    </div>
  );
}
