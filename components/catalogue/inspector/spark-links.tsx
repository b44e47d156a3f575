'use client';

import { useQuery } from '@tanstack/react-query';
import { LINK_WORDS, LinkStroke } from '#components/base/link-stroke.tsx';
import { Link } from '#components/ui/link.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { SparkLinkEnd } from '#lib/catalogue/data/sparks.ts';
import { sparkContextQuery } from '#lib/catalogue/queries/entities.ts';
import { InspectorSection } from './inspector-section.tsx';
import { inspectorText } from './text.ts';

/** What must be learned first and what builds on it, to read and to follow; links are drawn in the graph. */
export function SparkLinks({ workspace, id }: { workspace: string; id: string }) {
  const { data } = useQuery(sparkContextQuery(workspace, id));
  if (!data) return null;
  return (
    <>
      <InspectorSection title={inspectorText.links.before}>
        <Ends workspace={workspace} ends={data.before} none={inspectorText.links.beforeNone} />
      </InspectorSection>
      <InspectorSection title={inspectorText.links.after}>
        <Ends workspace={workspace} ends={data.after} none={inspectorText.links.afterNone} />
      </InspectorSection>
    </>
  );
}

function Ends({ workspace, ends, none }: { workspace: string; ends: SparkLinkEnd[]; none: string }) {
  if (ends.length === 0) return <p className="text-sm text-muted">{none}</p>;
  return (
    <ul className="flex flex-col gap-1.5">
      {ends.map((end) => (
        <li key={end.id} className="flex min-w-0 items-center gap-2 text-base">
          <LinkStroke type={end.link_type} />
          <Link
            variant="plain"
            href={inWorkspace(workspace).outlined('spark', end.spark.slug)}
            className="text-title min-w-0 flex-1 truncate"
          >
            <span dir="auto" title={end.spark.title}>
              {end.spark.title}
            </span>
          </Link>
          <span className="shrink-0 text-xs text-muted">{LINK_WORDS[end.link_type]}</span>
        </li>
      ))}
    </ul>
  );
}
