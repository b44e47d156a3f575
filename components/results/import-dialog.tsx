'use client';

import { FileText } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { FileDrop } from '#components/ui/file-drop.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { FoundColumn } from '#lib/results/core/answers.ts';
import type { ColumnRole } from '#lib/results/core/columns.ts';
import type { ResultPlan } from '#lib/results/core/plan.ts';
import { useSendResults } from '#lib/results/queries.ts';
import type { ResultRun } from '#lib/results/services/import.ts';
import { ImportColumns } from './import-columns.tsx';
import { LeftOut } from './left-out.tsx';
import { resultsText } from './text.ts';
import { useFigures } from './use-figures.ts';

const words = resultsText;

export interface ImportDialogProps {
  workspace: string;
  /** The slug of the spark that the import is for; ids of exercises that several have are meant of it. */
  spark: string | null;
  onClose: () => void;
}

/** What a person has decided of a file. */
interface Decided {
  columns: ColumnRole[] | null;
  names: Record<string, string>;
}
const UNDECIDED: Decided = { columns: null, names: {} };

/** Answers of learners out of a file: chosen, looked at, imported. The file is sent for its plan and once more to be imported. */
export function ImportDialog({ workspace, spark, onClose }: ImportDialogProps) {
  const sending = useSendResults(workspace);
  const write = useFigures();
  const [file, setFile] = useState<File | null>(null);
  const [decided, setDecided] = useState(UNDECIDED);
  const [run, setRun] = useState<ResultRun | null>(null);
  const plan = run?.state === 'planned' ? run.plan : null;

  const look = (chosen: File, next: Decided) => {
    setFile(chosen);
    setDecided(next);
    sending.mutate({ file: chosen, spark, ...next, dry_run: true }, { onSuccess: setRun, onError: () => setRun(null) });
  };
  const forget = () => {
    setFile(null);
    setRun(null);
    sending.reset();
  };
  const take = () => {
    if (!file) return;
    sending.mutate(
      { file, spark, ...decided, dry_run: false },
      {
        onSuccess: (done) => {
          // Somebody imported the same meanwhile.
          if (done.state !== 'added') return setRun(done);
          toast.done(words.imported(done.plan.fresh, write.number(done.plan.fresh)));
          onClose();
        },
      },
    );
  };
  const isImporting = sending.isPending && sending.variables.dry_run === false;
  return (
    <Dialog
      isOpen
      onOpenChange={(open) => !open && onClose()}
      size="xl"
      title={words.importTitle}
      footer={
        plan && (
          <>
            <p className="me-auto self-center text-sm text-muted">{words.notKept}</p>
            <Button variant="quiet" isDisabled={sending.isPending} onPress={forget}>
              {words.discard}
            </Button>
            <Button variant="primary" isDisabled={plan.fresh === 0} isPending={sending.isPending} onPress={take}>
              {words.take(plan.fresh, write.number(plan.fresh))}
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-5">
        {sending.error && (
          <ProblemNotice
            title={run ? words.notImported : words.refused(file?.name ?? '')}
            why={problemOf(sending.error).message}
            next={words.nothingWritten}
          />
        )}
        {run?.state === 'refused' && (
          <ProblemNotice
            title={words.refused(file?.name ?? '')}
            why={run.refusal.sentence}
            next={`${run.refusal.instead} ${words.nothingWritten}`}
          />
        )}
        {isImporting || (sending.isPending && !run) ? (
          <Progress label={isImporting ? words.importing(file?.name ?? '') : words.reading(file?.name ?? '')} />
        ) : (
          (!run || (run.state === 'refused' && run.columns.length === 0)) && (
            <FileDrop
              label={words.drop}
              help={words.dropHelp}
              onFiles={([chosen]) => chosen && look(chosen, UNDECIDED)}
            />
          )
        )}
        {run && file && !isImporting && (
          <Looked
            workspace={workspace}
            file={file}
            plan={plan}
            columns={run.state === 'refused' ? run.columns : run.plan.columns}
            names={decided.names}
            isReading={sending.isPending}
            onColumns={(columns) => look(file, { ...decided, columns })}
            onNames={(names) => look(file, { ...decided, names: { ...decided.names, ...names } })}
            onOther={run.state === 'refused' && run.columns.length > 0 ? forget : undefined}
          />
        )}
      </div>
    </Dialog>
  );
}

interface LookedProps {
  workspace: string;
  file: File;
  plan: ResultPlan | null;
  columns: readonly FoundColumn[];
  names: Record<string, string>;
  isReading: boolean;
  onColumns: (roles: ColumnRole[]) => void;
  onNames: (names: Record<string, string>) => void;
  onOther?: () => void;
}

/** What is in a file: how it was read, what each column is, and what is left out. */
function Looked({ workspace, file, plan, columns, isReading, onColumns, onNames, onOther }: LookedProps) {
  const write = useFigures();
  return (
    <>
      {plan && (
        <>
          <p className="flex flex-wrap items-center gap-2">
            <span dir="auto" className="font-semibold wrap-anywhere">
              {file.name}
            </span>
            <Badge tone="accent" icon={<FileText aria-hidden />}>
              {[words.formats[plan.format], plan.separator && words.separators[plan.separator], plan.encoding]
                .filter(Boolean)
                .join(', ')}
            </Badge>
            <span className="text-sm text-muted">{words.rows(plan.total, write.number(plan.total))}</span>
          </p>
          <Sum plan={plan} />
        </>
      )}
      {columns.length > 0 && (
        <ImportColumns
          key={columns.map(({ role }) => role).join()}
          columns={columns}
          isReading={isReading}
          onColumns={onColumns}
        />
      )}
      {plan && plan.left > 0 && (
        <LeftOut workspace={workspace} file={file.name} plan={plan} isReading={isReading} onNames={onNames} />
      )}
      {plan?.fresh === 0 && <p>{words.nothingNew}</p>}
      {onOther && (
        <Button className="self-start" onPress={onOther}>
          {words.anotherFile}
        </Button>
      )}
    </>
  );
}

/** How many belong to exercises and how many do not, written as a sum. */
function Sum({ plan: { total, left, here } }: { plan: ResultPlan }) {
  const write = useFigures();
  const matched = total - left;
  return (
    <p>
      <strong className="font-semibold tabular-nums">{write.number(matched)}</strong> {words.belong(matched)}{' '}
      {words.sum.toExercises}, <strong className="font-semibold tabular-nums">{write.number(left)}</strong>{' '}
      {words.sum.doNot(left)}.{' '}
      <span className="text-muted tabular-nums">
        {write.number(matched)} + {write.number(left)} = {write.number(total)}.{' '}
        {here > 0 && words.sum.here(here, write.number(here))}
      </span>
    </p>
  );
}
