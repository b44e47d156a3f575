'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Link } from '#components/ui/link.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { sparkContextQuery } from '#lib/catalogue/queries/entities.ts';
import { CoverageView } from './coverage-view.tsx';
import { coverageText } from './text.ts';

const words = coverageText;

/** The coverage of the concepts that hold a spark, one at a time. */
export function SparkCoverage({ workspace, spark }: { workspace: string; spark: { id: string; slug: string } }) {
  const { data, error, refetch } = useQuery(sparkContextQuery(workspace, spark.id));
  const [chosen, setChosen] = useState<string | null>(null);
  if (error) {
    return (
      <div className="p-6">
        <QueryProblem title={words.notRead} error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (!data) {
    return (
      <div className="p-6">
        <TextSkeleton lines={8} />
      </div>
    );
  }
  const concepts = data.places.map(({ concept }) => concept);
  const concept = concepts.find(({ id }) => id === chosen) ?? concepts[0];
  const address = inWorkspace(workspace);
  if (!concept) {
    return (
      <EmptyState
        drawing="search"
        title={words.noConcept}
        action={<LinkButton href={address.outline}>{words.toOutline}</LinkButton>}
      >
        {words.noConceptHelp}
      </EmptyState>
    );
  }
  return (
    <CoverageView key={concept.id} workspace={workspace} scope={{ kind: 'concept', id: concept.id }} spark={spark.slug}>
      {concepts.length > 1 ? (
        <Select
          label={words.kinds.concept}
          hideLabel
          size="sm"
          className="w-72 max-w-full"
          options={concepts.map(({ id, title }) => ({ id, label: title }))}
          value={concept.id}
          onChange={setChosen}
        />
      ) : (
        <p className="min-w-0 truncate text-sm">
          <span className="text-muted">{words.of}</span>{' '}
          <Link href={address.coverage({ concept: concept.id })}>
            <span dir="auto">{concept.title}</span>
          </Link>
        </p>
      )}
    </CoverageView>
  );
}
