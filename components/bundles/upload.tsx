'use client';

import { FileText } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { Button } from '#components/ui/button.tsx';
import type { ChosenFolder } from '#components/ui/chosen-folder.ts';
import { FileDrop } from '#components/ui/file-drop.tsx';
import { numberFormat } from '#components/ui/formats.ts';
import { PageHeader } from '#components/ui/page-header.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { errorsOf } from '#lib/bundles/core/problem-tally.ts';
import { useUploadBundle } from '#lib/bundles/queries/imports.ts';
import type { ImportPlan } from '#lib/bundles/services/imports.ts';
import type { Packed, PackRefusal } from './pack-folder.ts';
import { bundlesText } from './text.ts';

// Only what has problems shows them.
const ProblemList = dynamic(() => import('./problem-list.tsx').then((module) => module.ProblemList));

interface Sending {
  name: string;
  /** Of a folder, how many of its files are packed. */
  packing?: { done: number; total: number };
  since: number;
  share: number;
  abort: AbortController;
}

export interface UploadProps {
  workspace: string;
  /** The slug of a spark whose bank questions are for. */
  spark?: string;
}

/** Takes a bundle, the folder of a course, or questions of another tool. A good one leads on to its plan; a refused one shows here what is wrong with it. */
export function Upload({ workspace, spark }: UploadProps) {
  const router = useRouter();
  const upload = useUploadBundle(workspace);
  const [sending, setSending] = useState<Sending>();
  const [refused, setRefused] = useState<{ name: string; plan: ImportPlan }>();
  const [notice, setNotice] = useState<string>();
  const [unpacked, setUnpacked] = useState<PackRefusal>();
  const result = useRef<HTMLDivElement>(null);

  const stop = () => {
    setSending(undefined);
    setNotice(bundlesText.stopped);
  };
  const begin = (name: string, packing?: Sending['packing']) => {
    const abort = new AbortController();
    // At once, whatever is still waited for.
    abort.signal.addEventListener('abort', stop);
    setRefused(undefined);
    setNotice(undefined);
    setUnpacked(undefined);
    upload.reset();
    setSending({ name, packing, since: Date.now(), share: 0, abort });
    return abort;
  };
  const send = (file: File, abort: AbortController) => {
    setSending((now) => now && { ...now, packing: undefined, since: Date.now() });
    upload.mutate(
      { file, signal: abort.signal, onProgress: (share) => setSending((now) => now && { ...now, share }) },
      {
        onSuccess: (plan) => {
          if ('state' in plan) return router.push(inWorkspace(workspace).import(plan.import_id, { spark }));
          if (plan.can_apply) return router.push(inWorkspace(workspace).import(plan.import_id));
          setRefused({ name: file.name, plan });
          setSending(undefined);
        },
        onError: () => !abort.signal.aborted && setSending(undefined),
      },
    );
  };
  const sendFolder = async (folder: ChosenFolder) => {
    const abort = begin(folder.name, { done: 0, total: 0 });
    const onProgress = (done: number, total: number) =>
      setSending((now) => now && { ...now, packing: { done, total } });
    const packed = await import('./pack-folder.ts')
      .then(({ packFolder }) => packFolder(folder, { signal: abort.signal, onProgress }))
      // What packs may not have come: the network, or another version of the studio by now.
      .catch((): Packed => {
        const refusal = { title: bundlesText.packFailed(folder.name), next: bundlesText.packFailedNext };
        return { ok: false, refusal };
      });
    if (abort.signal.aborted) return;
    if (packed.ok) return send(packed.file, abort);
    setSending(undefined);
    setUnpacked(packed.refusal);
  };
  useEffect(() => {
    if (refused) result.current?.focus();
  }, [refused]);

  const failed = upload.error && upload.error.name !== 'AbortError' ? problemOf(upload.error) : null;
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title={bundlesText.newTitle}>{bundlesText.newLead}</PageHeader>
      {sending ? (
        <UnderWay sending={sending} />
      ) : (
        <FileDrop
          label={refused ? bundlesText.dropAgain : bundlesText.drop}
          help={bundlesText.dropHelp}
          onFiles={([file]) => file && send(file, begin(file.name))}
          onFolder={(folder) => void sendFolder(folder)}
          className="max-w-3xl py-12"
        />
      )}
      {!sending && !refused && <Formats />}
      {notice && <ProblemNotice tone="warning" title={notice} className="max-w-3xl" />}
      {unpacked && <ProblemNotice title={unpacked.title} next={unpacked.next} className="max-w-3xl" />}
      {failed && !sending && (
        <ProblemNotice title={bundlesText.uploadFailed} why={failed.message} className="max-w-3xl" />
      )}
      {refused && (
        <div ref={result} tabIndex={-1} className="flex flex-col gap-4 outline-none">
          <Refused name={refused.name} plan={refused.plan} />
          <ProblemList problems={refused.plan.problems} more={refused.plan.more} warned={refused.plan.warnings} />
        </div>
      )}
    </div>
  );
}

/** What can be read, and under which names it usually comes. */
function Formats() {
  return (
    <section className="flex max-w-3xl flex-col gap-2">
      <h2 className="text-sm font-semibold">{bundlesText.formats}</h2>
      <ul className="grid gap-x-6 text-sm sm:grid-cols-2">
        {bundlesText.formatList.map(({ name, endings }) => (
          <li key={name} className="flex items-center gap-2 border-b py-2">
            <FileText aria-hidden className="size-4 text-muted" />
            <span className="flex-1">{name}</span>
            <span className="text-faint">{endings}</span>
          </li>
        ))}
      </ul>
      <p className="text-sm text-muted">{bundlesText.formatsHelp}</p>
    </section>
  );
}

function Refused({ name, plan }: { name: string; plan: ImportPlan }) {
  const { locale } = useLocale();
  const total = errorsOf(plan.problems).length + plan.more;
  const words = `${numberFormat(locale).format(total)} ${bundlesText.problem[total === 1 ? 0 : 1]}`;
  return (
    <ProblemNotice
      title={bundlesText.refused(name)}
      why={bundlesText.refusedWhy(words)}
      next={bundlesText.refusedNext}
    />
  );
}

function UnderWay({ sending }: { sending: Sending }) {
  const { locale } = useLocale();
  const [now, setNow] = useState(sending.since);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = (now - sending.since) / 1000;
  const { packing } = sending;
  const isSent = sending.share >= 1;
  const percent = numberFormat(locale, { style: 'percent' }).format(sending.share);
  const left = sending.share > 0.02 && seconds > 1 ? (seconds / sending.share) * (1 - sending.share) : null;
  const number = numberFormat(locale);
  const unit = numberFormat(locale, { style: 'unit', unit: 'second', maximumFractionDigits: 0 });
  return (
    <div className="flex max-w-3xl flex-col gap-4 rounded-lg border border-dashed border-field-line px-6 py-10">
      {packing ? (
        <Progress
          label={bundlesText.packing(sending.name)}
          // Before its files are found nobody knows how many there are.
          {...(packing.total > 0 && {
            value: packing.done,
            max: packing.total,
            note: bundlesText.packed(number.format(packing.done), number.format(packing.total)),
          })}
        />
      ) : isSent ? (
        <Progress label={bundlesText.checking} note={bundlesText.checkingNote(Math.round(seconds))} />
      ) : (
        <Progress
          label={bundlesText.sending(sending.name)}
          value={sending.share}
          max={1}
          note={bundlesText.sent(percent, left === null ? '' : unit.format(left))}
        />
      )}
      <Button className="self-start" onPress={() => sending.abort.abort()}>
        {bundlesText.stop}
      </Button>
    </div>
  );
}
