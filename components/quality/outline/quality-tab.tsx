'use client';

import { useQuery } from '@tanstack/react-query';
import { Lightbulb, OctagonX, WandSparkles } from 'lucide-react';
import { useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Link } from '#components/ui/link.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { findingText } from '#lib/quality/core/text.ts';
import type { QualityBelow } from '#lib/quality/data/quality.ts';
import { qualityBelowQuery, qualityTrendQuery } from '#lib/quality/queries/quality.ts';
import { qualityText } from '../text.ts';
import { BloomLine } from './bloom-line.tsx';
import { FixDialog } from './fix-dialog.tsx';
import { TrailVoice } from './trail-voice.tsx';

const words = qualityText.below;
const VIEWS = ['all', 'blocks', 'consider'] as const;
type View = (typeof VIEWS)[number];
/** So many lines are drawn before somebody asks for the rest. */
const AT_ONCE = 50;

/** What was found in the lessons of a trail or a concept, how its levels run, and how its scores went. */
export function QualityTab({ workspace, kind, id }: { workspace: string; kind: 'trail' | 'concept'; id: string }) {
  const { data, error, refetch } = useQuery(qualityBelowQuery(workspace, id));
  if (error) return <QueryProblem title={words.notRead} error={error} onRetry={() => void refetch()} />;
  if (!data) return <TextSkeleton lines={8} />;
  return (
    <div className="flex flex-col gap-8">
      <Findings workspace={workspace} id={id} below={data} />
      {kind === 'trail' && <BloomLine workspace={workspace} concepts={data.concepts} />}
      {kind === 'trail' && <TrailVoice workspace={workspace} trail_id={id} />}
      {kind === 'trail' && <Trend workspace={workspace} trail_id={id} />}
    </div>
  );
}

function Findings({ workspace, id, below }: { workspace: string; id: string; below: QualityBelow }) {
  const number = useNumber();
  const [view, setView] = useState<View>('all');
  const [most, setMost] = useState(AT_ONCE);
  const [isFixing, setFixing] = useState(false);
  const counts = { all: below.blocks + below.consider, blocks: below.blocks, consider: below.consider };
  const shown = below.findings.filter(({ blocks }) => view === 'all' || blocks === (view === 'blocks'));
  const rest = counts[view] - Math.min(most, shown.length);
  return (
    <section aria-label={words.findings} className="flex flex-col gap-3">
      {below.unmeasured > 0 && (
        <p role="status" className="text-sm text-muted">
          {words.unmeasured(below.unmeasured, number(below.unmeasured))}
        </p>
      )}
      {counts.all === 0 ? (
        <EmptyState compact title={below.lessons === 0 ? words.noLessons : qualityText.none}>
          {below.lessons > 0 && qualityText.noneWhy}
        </EmptyState>
      ) : (
        <>
          <div className="flex flex-wrap items-center justify-between gap-2">
            <Segmented
              label={words.show}
              value={view}
              onChange={setView}
              items={VIEWS.map((one) => ({ id: one, label: words.views[one](number(counts[one])) }))}
            />
            {below.fixable > 0 && (
              <Button size="sm" icon={<WandSparkles />} onPress={() => setFixing(true)}>
                {qualityText.fixes.offer(number(below.fixable))}
              </Button>
            )}
          </div>
          {isFixing && <FixDialog workspace={workspace} ids={[id]} onClose={() => setFixing(false)} />}
          <ul className="flex flex-col divide-y border-y">
            {shown.slice(0, most).map((finding) => (
              <li
                key={`${finding.spark_id} ${finding.code} ${finding.subject}`}
                className="flex flex-wrap items-start gap-x-4 gap-y-1 py-2.5"
              >
                {finding.blocks ? (
                  <OctagonX
                    role="img"
                    aria-label={qualityText.severity.blocks}
                    className="mt-0.5 size-4 text-danger-text"
                  />
                ) : (
                  <Lightbulb
                    role="img"
                    aria-label={qualityText.severity.consider}
                    className="mt-0.5 size-4 text-draft"
                  />
                )}
                <span className="flex min-w-48 flex-3 flex-col">
                  <span className="font-medium">{findingText[finding.code].name}</span>
                  {finding.subject && finding.code !== 'empty_heading' && (
                    <span dir="auto" className="line-clamp-2 text-sm text-muted">
                      {finding.subject}
                    </span>
                  )}
                </span>
                <span dir="auto" className="min-w-40 flex-2 text-sm max-md:ps-8">
                  <Link href={inWorkspace(workspace).spark(finding.slug)}>{finding.title}</Link>
                </span>
              </li>
            ))}
          </ul>
          {rest > 0 && shown.length > most && (
            <Button size="sm" variant="quiet" onPress={() => setMost(most + AT_ONCE)} className="self-start">
              {words.more(number(rest))}
            </Button>
          )}
        </>
      )}
    </section>
  );
}

/** The mean scores at first and now: a line of figures says as much as a drawing of two of them would. */
function Trend({ workspace, trail_id }: { workspace: string; trail_id: string }) {
  const { data } = useQuery(qualityTrendQuery(workspace, trail_id));
  const number = useNumber();
  const [first, last] = [data?.[0], data?.at(-1)];
  if (!first || !last) return null;
  const score = (value: number) => number(Math.round(value * 100));
  return (
    <section aria-label={words.trend} className="flex flex-col gap-2">
      <h3 className="font-medium">{words.trend}</h3>
      <dl className="flex flex-wrap gap-x-8 gap-y-2 text-sm">
        {(['gps', 'didactic'] as const).map((name) => (
          <div key={name} className="flex flex-col">
            <dt className="text-muted">{qualityText.score[name]}</dt>
            <dd className="tabular-nums">
              {first === last
                ? words.scoreNow(score(last[name]))
                : words.scoreFrom(score(first[name]), first.day, score(last[name]))}
            </dd>
          </div>
        ))}
      </dl>
      <p className="text-sm text-muted">{qualityText.scoresWhy}</p>
    </section>
  );
}
