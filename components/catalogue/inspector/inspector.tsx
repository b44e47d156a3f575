'use client';

import { useQuery } from '@tanstack/react-query';
import { Link } from '#components/ui/link.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { entityQuery } from '#lib/catalogue/queries/entities.ts';
import { EntityForm } from './entity-form.tsx';
import { InspectorSection } from './inspector-section.tsx';
import { SparkBeacons } from './spark-beacons.tsx';
import { SparkLinks } from './spark-links.tsx';
import { SparkPlaces } from './spark-places.tsx';
import { inspectorText } from './text.ts';

export interface InspectorProps {
  workspace: string;
  kind: NamedKind;
  id: string;
}

/** What the selected entity says, as a form, and what it belongs to. */
export function Inspector({ workspace, kind, id }: InspectorProps) {
  const { data: row, error } = useQuery(entityQuery(workspace, kind, id));
  if (error) {
    const problem = problemOf(error);
    return (
      <div className="p-3">
        <ProblemNotice title={problem.code === 'not_found' ? inspectorText.gone : problem.message} />
      </div>
    );
  }
  if (!row) return null;
  return (
    <EntityForm workspace={workspace} kind={kind} row={row}>
      {(kind === 'concept' || kind === 'trail') && (
        <InspectorSection title={inspectorText.exercises.title}>
          <p className="text-sm">
            <Link href={inWorkspace(workspace).coverage({ [kind]: id })}>{inspectorText.exercises.coverage}</Link>
          </p>
        </InspectorSection>
      )}
      {kind === 'spark' && (
        <>
          <SparkPlaces workspace={workspace} id={id} />
          <SparkBeacons workspace={workspace} id={id} />
          <SparkLinks workspace={workspace} id={id} />
        </>
      )}
    </EntityForm>
  );
}
