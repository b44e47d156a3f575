'use client';

import { OctagonX, TriangleAlert } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useNumber } from '#components/ui/number.tsx';
import type { CourseBrief } from '#lib/generation/core/course/brief.ts';
import { type CourseFinding, courseFindings, minutesRead, outcomesOf } from '#lib/generation/core/course/findings.ts';
import { type CourseLesson, type CourseStep, courseLessons } from '#lib/generation/core/course/flow.ts';
import { sumOf } from '#lib/generation/core/outline.ts';
import type { ShownJob } from '#lib/generation/queries/jobs.ts';
import { useMoney } from '../money.ts';
import { findingText } from './finding-text.ts';
import { courseText } from './text.ts';

const words = courseText.validation;

interface ValidationProps {
  job: ShownJob;
  brief: CourseBrief | null;
  onOpen: (proposal_id: string) => void;
  onShow: (step: CourseStep) => void;
}

/** What a course came to in figures, and what speaks against it: what blocks first. */
export function Validation({ job, brief, onOpen, onShow }: ValidationProps) {
  const number = useNumber();
  const money = useMoney();
  if (!job.curriculum) return <p className="text-muted">{words.later}</p>;
  const { outline } = job.curriculum;
  const lessons = courseLessons(job);
  const written = lessons.filter(({ versions }) => versions.length > 0);
  const outcomes = outcomesOf(outline, brief);
  const read = written.reduce((sum, lesson) => sum + (minutesRead(lesson) ?? 0), 0);
  const { blocks, consider } = courseFindings(outline, lessons, brief);
  const figures = [
    [words.lessons, words.of(number(written.length), number(lessons.length))],
    [words.outcomes, outcomes.all === 0 ? words.none : words.of(number(outcomes.covered), number(outcomes.all))],
    [words.minutes, words.and(number(sumOf(outline).minutes), number(read))],
    [words.cost, money(job.cost_micros)],
  ] as const;
  const lists = [
    { title: words.settle(blocks.length), findings: blocks, Icon: OctagonX, tone: 'text-blocked' },
    { title: words.consider(consider.length), findings: consider, Icon: TriangleAlert, tone: 'text-draft' },
  ].filter(({ findings }) => findings.length > 0);
  return (
    <div className="flex flex-col gap-6">
      <dl className="grid gap-x-6 gap-y-3 border-y py-3 sm:grid-cols-4">
        {figures.map(([name, value]) => (
          <div key={name} className="flex flex-col">
            <dt className="text-sm text-muted">{name}</dt>
            <dd className="text-lg font-semibold tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      {lists.map(({ title, findings, Icon, tone }) => (
        <section key={title} aria-label={title} className="flex flex-col gap-2">
          <h2 className="font-medium">{title}</h2>
          <ul className="flex flex-col divide-y rounded-lg border bg-surface">
            {findings.map((finding) => {
              const text = findingText(finding, outline, number);
              return (
                <li key={text} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
                  <Icon aria-hidden className={`size-4 shrink-0 ${tone}`} />
                  <span className="flex min-w-48 flex-1 flex-col">
                    <span dir="auto" className="font-medium">
                      {text}
                    </span>
                    {finding.code === 'no_text' && finding.why && (
                      <span className="text-sm text-muted">{finding.why}</span>
                    )}
                  </span>
                  <Settle finding={finding} lessons={lessons} onOpen={onOpen} onShow={onShow} />
                </li>
              );
            })}
          </ul>
        </section>
      ))}
      {lists.length === 0 && (
        <EmptyState compact title={words.clean}>
          {words.cleanWhy}
        </EmptyState>
      )}
    </div>
  );
}

interface SettleProps extends Pick<ValidationProps, 'onOpen' | 'onShow'> {
  finding: CourseFinding;
  lessons: readonly CourseLesson[];
}

/** Where a finding is settled: in the text of its lesson, by writing it anew, or in the curriculum. */
function Settle({ finding, lessons, onOpen, onShow }: SettleProps) {
  if (finding.code === 'no_text')
    return (
      <Button size="sm" onPress={() => onShow('lessons')}>
        {courseText.findings.regenerate}
      </Button>
    );
  if (finding.code === 'outcome_uncovered')
    return (
      <Button size="sm" onPress={() => onShow('curriculum')}>
        {courseText.goBackTo}
      </Button>
    );
  const proposal = lessons[finding.lesson]?.versions.at(-1);
  return (
    proposal && (
      <Button size="sm" variant="quiet" onPress={() => onOpen(proposal.id)}>
        {courseText.findings.open}
      </Button>
    )
  );
}
