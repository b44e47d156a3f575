'use client';

import { useState } from 'react';
import { useUrlState } from '#components/base/url-state.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { briefMaterial, courseBrief } from '#lib/generation/core/course/brief.ts';
import {
  COURSE_STEPS,
  type CourseStep,
  courseLessons,
  isOfModel,
  standingOf,
  stepOf,
} from '#lib/generation/core/course/flow.ts';
import { stateOf } from '#lib/generation/core/job.ts';
import { lessonsOf } from '#lib/generation/core/outline.ts';
import type { ShownJob } from '#lib/generation/queries/jobs.ts';
import { Arriving } from '../job/arriving.tsx';
import { JobTabs } from '../job/job-tabs.tsx';
import { ProposalView } from '../job/proposal-view.tsx';
import { StoppedByBudget } from '../job/stopped-by-budget.tsx';
import { JobBadge } from '../job-badge.tsx';
import { useMoney } from '../money.ts';
import { BriefForm } from './brief-form.tsx';
import { CourseActions } from './course-actions.tsx';
import { CourseSteps } from './course-steps.tsx';
import { Curriculum } from './curriculum.tsx';
import { CurriculumRead } from './curriculum-read.tsx';
import { Lessons } from './lessons.tsx';
import { Research } from './research.tsx';
import { courseText } from './text.ts';
import { useCoursePrice } from './use-price.ts';
import { Validation } from './validation.tsx';

const words = courseText;

/** A course on its way from brief to lessons: the step it is in, or one that is done and is looked at. */
export function CoursePage({ workspace, job }: { workspace: string; job: ShownJob }) {
  const [params, show] = useUrlState();
  const now = stepOf(job);
  const asked = COURSE_STEPS.find((step) => step === params.get('step'));
  const shown = asked && standingOf(job, asked) !== 'later' ? asked : now;
  const proposal = job.made.find(({ id }) => id === params.get('proposal')) ?? null;
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const open = (id: string) => show({ proposal: id }, 'push');
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title={job.title}
        badges={
          // It stays, so that each new state is heard.
          <span role="status">
            <JobBadge state={stateOf(job)} />
          </span>
        }
        actions={
          <>
            <CourseActions workspace={workspace} job={job} onShow={(step) => show({ step, proposal: null })} />
            {/* What is edited brings its own button: it knows what would be approved. */}
            <span ref={setSlot} className="contents" />
          </>
        }
      >
        <Facts workspace={workspace} job={job} />
      </PageHeader>
      <JobTabs workspace={workspace} job={job}>
        <div className="grid items-start gap-x-8 gap-y-6 lg:grid-cols-[13rem_minmax(0,1fr)]">
          <CourseSteps
            course={job}
            isOfModel={isOfModel(job)}
            shown={shown}
            onShow={(step) => show({ step: step === now ? null : step, proposal: null }, 'push')}
          />
          <div className="flex min-w-0 flex-col gap-5">
            <Stopped workspace={workspace} job={job} />
            {proposal ? (
              <ProposalView
                workspace={workspace}
                proposal_id={proposal.id}
                sources={job.sources}
                onBack={() => show({ proposal: null }, 'push')}
              />
            ) : (
              <Shown
                workspace={workspace}
                job={job}
                step={shown}
                slot={slot}
                onOpen={open}
                onShow={(step) => show({ step })}
              />
            )}
          </div>
        </div>
      </JobTabs>
    </div>
  );
}

/** How far it is and what it cost, in one line. */
function Facts({ workspace, job }: { workspace: string; job: ShownJob }) {
  const money = useMoney();
  const now = stepOf(job);
  const isAsked = now === 'curriculum' && job.held === 'approval' && isOfModel(job);
  const brief = courseBrief.safeParse(job.params.brief).data;
  const { price } = useCoursePrice(
    workspace,
    isAsked && job.curriculum
      ? {
          course: { part: 'lessons', lessons: lessonsOf(job.curriculum.outline).length },
          source_ids: job.sources.map(({ id }) => id),
          more_text: brief ? briefMaterial(brief).length : 0,
          priority: job.params.priority,
        }
      : null,
  );
  return [
    words.place(COURSE_STEPS.indexOf(now) + 1),
    [words.soFar(money(job.cost_micros)), job.budget_micros !== null && words.ofCap(money(job.budget_micros))]
      .filter(Boolean)
      .join(' '),
    price && words.lessonsLikely(price),
    typeof job.params.branch_of === 'string' && words.branchOf,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Why it does not go on, with what is kept. */
function Stopped({ workspace, job }: { workspace: string; job: ShownJob }) {
  if (job.held === 'budget') return <StoppedByBudget key={job.id} workspace={workspace} job={job} />;
  const isOver = job.status === 'failed' || job.status === 'cancelled';
  if (!isOver && job.held !== 'pause') return null;
  const lessons = courseLessons(job);
  const written = lessons.filter(({ versions }) => versions.length > 0).length;
  const isWriting = job.steps.some(({ status }) => status === 'in_progress');
  return (
    <ProblemNotice
      tone={job.status === 'failed' ? 'problem' : 'note'}
      title={words.stoppedTitle}
      why={job.status === 'failed' ? job.problem?.message : isWriting && words.stopping}
      next={
        job.curriculum && stepOf(job) !== 'curriculum'
          ? words.stoppedWhy(written, lessons.length - written)
          : words.stoppedEarly
      }
      detail={job.problem?.code}
    />
  );
}

interface ShownProps {
  workspace: string;
  job: ShownJob;
  step: CourseStep;
  /** Where the one thing to do now stands. */
  slot: HTMLElement | null;
  onOpen: (proposal_id: string) => void;
  onShow: (step: CourseStep) => void;
}

function Shown({ workspace, job, step, slot, onOpen, onShow }: ShownProps) {
  const brief = courseBrief.safeParse(job.params.brief).data ?? null;
  const isHere = stepOf(job) === step;
  switch (step) {
    case 'brief':
      return (
        <>
          {brief && <BriefForm brief={brief} />}
          {job.may_decide && (
            <LinkButton href={inWorkspace(workspace).newCourse(job.id)} className="self-start">
              {words.again}
            </LinkButton>
          )}
        </>
      );
    case 'research':
      return <Research workspace={workspace} job={job} onOpen={onOpen} />;
    case 'curriculum': {
      if (isHere && job.held === 'approval' && job.curriculum)
        return (
          <Curriculum
            key={job.id}
            workspace={workspace}
            job={job}
            curriculum={job.curriculum}
            brief={brief}
            slot={slot}
          />
        );
      if (job.curriculum && !isHere)
        return <CurriculumRead workspace={workspace} job={job} outline={job.curriculum.outline} />;
      const writing = job.steps.find(({ kind, status }) => kind === 'ask' && status === 'in_progress');
      return writing ? (
        <Arriving key={writing.id} workspace={workspace} step={writing} />
      ) : (
        <p className="text-muted">{words.curriculum.waiting}</p>
      );
    }
    case 'lessons':
      return <Lessons workspace={workspace} job={job} onOpen={onOpen} />;
    case 'validation':
      return <Validation job={job} brief={brief} onOpen={onOpen} onShow={onShow} />;
  }
}
