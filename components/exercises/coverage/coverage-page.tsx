'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useUrlState } from '#components/base/url-state.tsx';
import { usePlaces } from '#components/catalogue/outline/use-places.ts';
import { ComboBox } from '#components/ui/combo-box.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { COVERAGE_KINDS, type CoverageKind } from '#lib/exercises/core/coverage.ts';
import { coverageQuery } from '#lib/exercises/queries/coverage.ts';
import { ExercisesFrame } from '../exercises-frame.tsx';
import { CoverageView } from './coverage-view.tsx';
import { coverageText } from './text.ts';

const words = coverageText;
const KINDS = COVERAGE_KINDS.map((id) => ({ id, label: words.kinds[id] }));

/** The coverage of the workspace, or of a trail or concept of it; which one stands in the address. */
export function CoveragePage({ workspace }: { workspace: string }) {
  const [params, write] = useUrlState();
  const kind: CoverageKind =
    params.has('concept') || params.get('of') === 'concept'
      ? 'concept'
      : params.has('trail') || params.get('of') === 'trail'
        ? 'trail'
        : 'workspace';
  const id = kind === 'workspace' ? null : params.get(kind);
  const choice = (
    <>
      <Segmented
        label={words.of}
        items={KINDS}
        value={kind}
        onChange={(next) => write({ of: next === 'workspace' ? null : next, concept: null, trail: null }, 'push')}
      />
      {kind !== 'workspace' && (
        <PlaceField
          key={`${kind}:${id}`}
          workspace={workspace}
          kind={kind}
          id={id}
          onChoose={(next) => write({ of: null, concept: null, trail: null, [kind]: next }, 'push')}
        />
      )}
    </>
  );
  return (
    <ExercisesFrame workspace={workspace} selected="coverage">
      {kind === 'workspace' || id !== null ? (
        <CoverageView key={`${kind}:${id}`} workspace={workspace} scope={{ kind, id }}>
          {choice}
        </CoverageView>
      ) : (
        <>
          <div className="flex flex-wrap items-center gap-2 border-b px-4 py-2 md:px-6">{choice}</div>
          <EmptyState drawing="search" title={words.choose[kind]}>
            {words.chooseHelp[kind]}
          </EmptyState>
        </>
      )}
    </ExercisesFrame>
  );
}

interface PlaceFieldProps {
  workspace: string;
  kind: 'concept' | 'trail';
  id: string | null;
  onChoose: (id: string) => void;
}

/** A concept or trail by the words of its title. */
function PlaceField({ workspace, kind, id, onChoose }: PlaceFieldProps) {
  const { data } = useQuery({ ...coverageQuery(workspace, { kind, id }), enabled: id !== null });
  const [typed, setTyped] = useState<string | null>(null);
  const { places } = usePlaces(workspace, kind, typed ?? '');
  return (
    <ComboBox
      label={words.which[kind]}
      hideLabel
      placeholder={words.which[kind]}
      className="w-72 max-w-full"
      matches={places.map((place) => ({ id: place.id, label: place.title, description: place.path }))}
      inputValue={typed ?? data?.of.title ?? ''}
      onInputChange={setTyped}
      value={id}
      onChange={(next) => next && next !== id && onChoose(next)}
      onBlur={() => setTyped(null)}
    />
  );
}
