'use client';

import { useQuery } from '@tanstack/react-query';
import { Download, FileQuestionMark } from 'lucide-react';
import { useState } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { download } from '#components/base/download.ts';
import { QueryProblem } from '#components/base/problem.tsx';
import { FateSum } from '#components/exercises/exchange/fate-sum.tsx';
import { TaskNotices } from '#components/tasks/task-notices.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { numberFormat } from '#components/ui/formats.ts';
import { PageHeader } from '#components/ui/page-header.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import { fatesOf, tallyQuestions } from '#lib/bundles/core/question-plan.ts';
import type { QuestionPlan } from '#lib/bundles/data/questions.ts';
import { fetchLossyQuestions, questionPlanQuery } from '#lib/bundles/queries/questions.ts';
import type { ImportRecord } from '#lib/bundles/services/imports.ts';
import { FORMAT_NAMES } from '#lib/exercises/core/formats/report.ts';
import { ImportStatus } from '../status.tsx';
import { QuestionFooter } from './question-footer.tsx';
import { QuestionPlaces } from './question-places.tsx';
import { TestLosses } from './question-quiz.tsx';
import { QuestionReceipt } from './question-receipt.tsx';
import { QuestionViews } from './question-views.tsx';
import { reportCsv } from './report-csv.ts';
import { questionsText } from './text.ts';
import { type ChosenSpark, useChoices } from './use-choices.ts';

export interface QuestionImportProps {
  workspace: string;
  record: ImportRecord;
  /** Where all of them go at first, for somebody who comes from a bank. */
  spark: ChosenSpark | null;
}

/** An import of questions: its report to decide on, and afterwards what came of it. */
export function QuestionImport({ workspace, record, spark }: QuestionImportProps) {
  const found = useQuery(questionPlanQuery(workspace, record.id));
  if (found.error) {
    return (
      <div className="p-6">
        <QueryProblem title={questionsText.planNotRead} error={found.error} onRetry={() => void found.refetch()} />
      </div>
    );
  }
  if (!found.data) {
    return (
      <div className="p-6">
        <TextSkeleton lines={8} />
      </div>
    );
  }
  const props = { workspace, record, plan: found.data };
  return record.status === 'validating' ? <Planned {...props} spark={spark} /> : <Done {...props} />;
}

type Known = Omit<QuestionImportProps, 'spark'> & { plan: QuestionPlan };

function Planned({ workspace, record, plan, spark }: Known & { spark: ChosenSpark | null }) {
  const choosing = useChoices(record.id, plan, spark);
  const tally = tallyQuestions(plan.groups, choosing.choices);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <Header workspace={workspace} record={record} plan={plan} />
      <div className="grid min-h-0 flex-1 content-start overflow-y-auto lg:grid-cols-[minmax(0,1fr)_19rem] lg:content-stretch lg:overflow-hidden">
        <div className="flex min-w-0 flex-col gap-6 px-4 py-5 md:px-8 lg:overflow-y-auto">
          <TaskNotices workspace={workspace} kinds={['import.apply_questions']} subject={record.id} />
          <FateSum noun={questionsText.noun(tally.total)} counts={tally.fates} />
          <div className="lg:hidden">
            <QuestionPlaces workspace={workspace} plan={plan} choosing={choosing} tally={tally} />
          </div>
          <QuestionViews workspace={workspace} import_id={record.id} plan={plan} choosing={choosing} />
        </div>
        <aside className="overflow-y-auto border-s px-4 py-5 max-lg:hidden">
          <QuestionPlaces workspace={workspace} plan={plan} choosing={choosing} tally={tally} />
        </aside>
      </div>
      <QuestionFooter workspace={workspace} import_id={record.id} choices={choosing.choices} tally={tally} />
    </div>
  );
}

function Done({ workspace, record, plan }: Known) {
  const fates = fatesOf(plan.groups);
  const total = fates.whole + fates.changed + fates.blocked + fates.not_taken;
  return (
    <div className="h-full overflow-y-auto">
      <Header workspace={workspace} record={record} plan={plan} />
      <div className="flex max-w-5xl flex-col gap-8 px-4 py-5 md:px-8">
        <FateSum noun={questionsText.noun(total)} counts={fates} />
        <QuestionReceipt workspace={workspace} record={record} plan={plan} fates={fates} />
        <section className="flex flex-col gap-3">
          <h2 className="text-lg font-semibold">{questionsText.report}</h2>
          <TestLosses tests={plan.report.tests ?? []} />
          <QuestionViews workspace={workspace} import_id={record.id} plan={plan} />
        </section>
      </div>
    </div>
  );
}

function Header({ workspace, record, plan }: Known) {
  const { locale } = useLocale();
  const [isReading, setReading] = useState(false);
  const { format, byte_size, milliseconds, pictures } = plan.report;
  const name = record.name ?? record.version_label;
  const seconds = numberFormat(locale, { maximumFractionDigits: 1 }).format(Math.max(0.1, milliseconds / 1000));
  const keep = async () => {
    setReading(true);
    try {
      download(`${name}.report.csv`, reportCsv(await fetchLossyQuestions(workspace, record.id)), 'text/csv');
    } catch {
      toast.problem(questionsText.notRead);
    }
    setReading(false);
  };
  return (
    <div className="border-b px-4 py-4 md:px-8">
      <PageHeader
        title={name}
        badges={
          <>
            <Badge tone="green" icon={<FileQuestionMark aria-hidden />}>
              {FORMAT_NAMES[format]}
            </Badge>
            {record.status !== 'validating' && <ImportStatus record={record} />}
            <span className="text-sm text-muted">
              {questionsText.facts(inBytes(byte_size, locale), pictures.length, seconds)}
            </span>
          </>
        }
        actions={
          plan.report.reasons.length > 0 ? (
            <Button variant="quiet" icon={<Download />} isPending={isReading} onPress={() => void keep()}>
              {questionsText.download}
            </Button>
          ) : undefined
        }
      />
    </div>
  );
}

function inBytes(bytes: number, locale: string): string {
  const [value, unit] = bytes >= 1_000_000 ? [bytes / 1_000_000, 'megabyte'] : [bytes / 1_000, 'kilobyte'];
  return numberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(value);
}
