'use client';

import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { download } from '#components/base/download.ts';
import { QueryProblem } from '#components/base/problem.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { RadioGroup } from '#components/ui/radio-group.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { ExportReport, ExportScope } from '#lib/exercises/core/export.ts';
import type { FileFormat } from '#lib/exercises/core/formats/file-formats.ts';
import { exportPreviewQuery, fetchExport } from '#lib/exercises/queries/export.ts';
import { FateBadge, FateSum } from './fate-sum.tsx';
import { exchangeText } from './text.ts';

export interface ExportDialogProps {
  workspace: string;
  /** What goes out. */
  scope: ExportScope;
  /** What the file is called, without its ending. */
  name: string;
  onClose: () => void;
}

type Reports = Partial<Record<FileFormat, ExportReport>>;

/**
 * Exercises as a file of another tool. All formats stand beside each other with what each would lose, and the report of the chosen one
 * below: nobody has to export to find out.
 */
export function ExportDialog({ workspace, scope, name, onClose }: ExportDialogProps) {
  const preview = useQuery(exportPreviewQuery(workspace, scope));
  const [format, setFormat] = useState<FileFormat>('moodle_xml');
  const [state, setState] = useState<'idle' | 'writing' | Error>('idle');
  const report = preview.data?.[format];
  const going = report ? report.counts.total - report.counts.not_taken : 0;
  const save = async () => {
    setState('writing');
    try {
      const file = await fetchExport(workspace, { scope, format, name });
      download(file.name, file.content, file.content.type);
      toast.done(exchangeText.exported(going, exchangeText.formats[format]));
      onClose();
    } catch (error) {
      setState(error as Error);
    }
  };
  return (
    <Dialog
      isOpen
      onOpenChange={(open) => !open && onClose()}
      size="lg"
      title={exchangeText.exportTitle(report?.counts.total ?? 0)}
      footer={(close) => (
        <>
          <Button onPress={close}>{exchangeText.cancel}</Button>
          <Button
            variant="primary"
            icon={<Download />}
            isDisabled={going === 0}
            isPending={state === 'writing'}
            onPress={() => void save()}
          >
            {report ? exchangeText.export(going) : exchangeText.exportWord}
          </Button>
        </>
      )}
    >
      {preview.error ? (
        <QueryProblem title={exchangeText.notPreviewed} error={preview.error} onRetry={() => void preview.refetch()} />
      ) : preview.data && report ? (
        <div className="flex flex-col gap-5">
          <Formats reports={preview.data} value={format} onChange={setFormat} />
          <Report report={report} />
          <p className="text-sm text-muted">{exchangeText.sameFile}</p>
          {state instanceof Error && (
            <ProblemNotice
              title={exchangeText.notExported}
              why={problemOf(state).message}
              next={exchangeText.tryAgain}
            />
          )}
        </div>
      ) : (
        <TextSkeleton lines={6} />
      )}
    </Dialog>
  );
}

interface FormatsProps {
  reports: Reports;
  value: FileFormat;
  onChange: (format: FileFormat) => void;
}

function Formats({ reports, value, onChange }: FormatsProps) {
  // In the order of the words: what other tools edit first, then what is learned with.
  const known = (Object.keys(exchangeText.formats) as FileFormat[]).flatMap((id) => {
    const report = reports[id];
    return report ? [[id, report] as const] : [];
  });
  return (
    <RadioGroup
      label={exchangeText.format}
      className="sm:[&>div]:grid sm:[&>div]:grid-cols-2"
      value={value}
      onChange={(id) => onChange(id as FileFormat)}
      options={known.map(([id, { counts }]) => ({
        id,
        label: exchangeText.formats[id],
        description: exchangeText.inShort(counts.whole, counts.changed, counts.not_taken),
      }))}
    />
  );
}

/** More reasons than this are folded away. */
const SHOWN = 6;

function Report({ report: { counts, reasons } }: { report: ExportReport }) {
  const [isAll, setAll] = useState(false);
  const losses = reasons.filter(({ fate }) => fate !== 'whole');
  const shown = isAll ? losses : losses.slice(0, SHOWN);
  return (
    <div className="flex flex-col gap-3">
      <FateSum compact noun={exchangeText.noun(counts.total)} counts={counts} />
      {losses.length > 0 && (
        <ul aria-label={exchangeText.losses} className="flex flex-col border-t">
          {shown.map(({ code, fate, title, instead, total }) => (
            <li
              key={code}
              className="grid grid-cols-[7rem_2.5rem_minmax(0,1fr)] items-start gap-2 border-b py-2 text-sm"
            >
              <span>
                <FateBadge fate={fate} />
              </span>
              <span className="text-end font-medium tabular-nums">{total.toLocaleString('en')}</span>
              <span>
                {title}. <span className="text-muted">{instead}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {losses.length > shown.length && (
        <Button size="sm" variant="quiet" className="self-start" onPress={() => setAll(true)}>
          {exchangeText.moreLosses(losses.length - shown.length)}
        </Button>
      )}
    </div>
  );
}
