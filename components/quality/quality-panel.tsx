'use client';

import { CircleCheck, Lightbulb, WandSparkles, X } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { readMarkdown } from '#components/lessons/editor/model.ts';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { KeyValues } from '#components/ui/key-values.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { Analysis } from '#lib/quality/core/analyse.ts';
import { bySeverity } from '#lib/quality/core/shown.ts';
import { findingText } from '#lib/quality/core/text.ts';
import { useDismissFinding } from '#lib/quality/queries/quality.ts';
import { FindingItem } from './finding-item.tsx';
import { goTo, type PlacedShown, replaceBlocks } from './marks.ts';
import { qualityText } from './text.ts';
import { type CheckedLesson, useFindings } from './use-findings.ts';
import './quality.css';

const WIDE = '(min-width: 1280px)';
type View = 'findings' | 'scores';

/** What could be better in the lesson that is being written, beside it: the numbers are those in the text. */
export function QualityPanel(lesson: CheckedLesson) {
  const found = useFindings(lesson);
  const [isOpen, setOpen] = useState(() => window.matchMedia(WIDE).matches);
  const [view, setView] = useState<View>('findings');
  const { step, fix, fixAll, dismiss } = useAnswers(lesson, found, () => setOpen(true));
  useFindingKeys({ step, fix });
  if (!isOpen)
    return (
      <aside aria-label={qualityText.panel} className="shrink-0 border-s p-2 max-md:border-s-0 max-md:border-t">
        <Button size="sm" variant="quiet" icon={<Lightbulb />} aria-expanded={false} onPress={() => setOpen(true)}>
          {qualityText.show(found.open.length)}
        </Button>
      </aside>
    );
  return (
    <aside
      aria-label={qualityText.panel}
      className="flex w-85 shrink-0 flex-col border-s bg-canvas max-md:h-80 max-md:w-full max-md:border-s-0 max-md:border-t"
    >
      <header className="flex items-center gap-2 border-b px-4 py-2">
        <h2 className="flex-1 font-medium">{qualityText.panel}</h2>
        <Segmented
          label={qualityText.views}
          size="sm"
          value={view}
          onChange={setView}
          items={[
            { id: 'findings', label: qualityText.findings(found.open.length) },
            { id: 'scores', label: qualityText.scores },
          ]}
        />
        <IconButton label={qualityText.hide} size="sm" onPress={() => setOpen(false)}>
          <X />
        </IconButton>
      </header>
      <div className="min-h-0 flex-1 overflow-auto p-2">
        {found.state === 'failed' && (
          <ProblemNotice
            title={qualityText.failed}
            why={qualityText.failedWhy}
            actions={<Button onPress={found.again}>{qualityText.again}</Button>}
          />
        )}
        {view === 'scores' ? (
          <Scores scores={found.scores} />
        ) : (
          <Findings found={found} onGo={(one) => step(one)} onFix={fix} onFixAll={fixAll} onDismiss={dismiss} />
        )}
      </div>
      <footer className="flex items-center gap-2 border-t px-4 py-2 text-sm text-muted">
        <Kbd keys="F8" />
        {qualityText.next}
        <span role="status" className="flex-1 text-end">
          {found.state === 'checking' ? qualityText.checking : found.state === 'checked' ? qualityText.checked : ''}
        </span>
      </footer>
    </aside>
  );
}

type Found = ReturnType<typeof useFindings>;

/** Going from finding to finding, and what can be done about one. */
function useAnswers({ workspace, spark_id, editor }: CheckedLesson, found: Found, open: () => void) {
  const { mutateAsync } = useDismissFinding(workspace);
  const go = (finding: PlacedShown) => {
    open();
    found.setCurrent(finding.key);
    goTo(editor, finding);
  };
  const step = (to: PlacedShown | 1 | -1) => {
    if (typeof to !== 'number') return go(to);
    const { open: all, current } = found;
    if (all.length === 0) return;
    const at = all.findIndex(({ key }) => key === current);
    const next = at < 0 ? (to > 0 ? 0 : all.length - 1) : (at + to + all.length) % all.length;
    go(all[next] as PlacedShown);
  };
  const apply = async (findings: readonly PlacedShown[]) => {
    const fixes = await Promise.all(
      findings.map(async (finding) => ({
        finding,
        nodes: finding.fixed_block?.trim() ? await readMarkdown(finding.fixed_block, editor.schema) : [],
      })),
    );
    if (found.isOfNow()) replaceBlocks(editor, fixes);
    else toast.note(qualityText.stale);
    found.again();
  };
  const fix = async () => {
    const finding = found.open.find(({ key }) => key === found.current);
    if (finding && isFixable(finding)) await apply([finding]);
  };
  const fixAll = () => apply(found.open.filter(needsNoDecision));
  const dismiss = async ({ code, subject }: PlacedShown, reason: string | null) => {
    try {
      await mutateAsync({ spark_id, code, subject: subject.slice(0, 180), reason });
    } catch (error) {
      toast.problem(qualityText.dismissFailed, { detail: problemOf(error).message });
    }
  };
  return { step, fix, fixAll, dismiss };
}

const isFixable = ({ fixed_block }: PlacedShown) => fixed_block !== null;
const needsNoDecision = (finding: PlacedShown) => isFixable(finding) && finding.fix?.needs_no_decision === true;

/** F8 wherever one is on the page of the lesson, in the text as well. */
function useFindingKeys({ step, fix }: { step: (by: 1 | -1) => void; fix: () => Promise<void> }) {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'F8') step(event.shiftKey ? -1 : 1);
    else if (event.key === '.' && (event.ctrlKey || event.metaKey)) void fix();
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  useShortcuts(qualityText.keys.group, [
    { keys: 'F8', label: qualityText.keys.next },
    { keys: 'Shift+F8', label: qualityText.keys.previous },
    { keys: 'Mod+.', label: qualityText.keys.fix },
  ]);
}

interface FindingsProps {
  found: Found;
  onGo: (finding: PlacedShown) => void;
  onFix: () => Promise<void>;
  onFixAll: () => Promise<void>;
  onDismiss: (finding: PlacedShown, reason: string | null) => Promise<void>;
}

function Findings({ found, onGo, onFix, onFixAll, onDismiss }: FindingsProps) {
  const { open, dismissed, current, state } = found;
  const undecided = open.filter(needsNoDecision).length;
  return (
    <>
      {open.length === 0 && state === 'checked' && (
        <div className="flex flex-col items-center gap-1 px-4 py-8 text-center">
          <CircleCheck aria-hidden className="size-5 text-published" />
          <p className="font-medium">{qualityText.none}</p>
          <p className="text-sm text-muted">{qualityText.noneWhy}</p>
        </div>
      )}
      {undecided > 1 && (
        <Button
          size="sm"
          icon={<WandSparkles />}
          isDisabled={state === 'checking'}
          className="mx-2 mb-2"
          onPress={() => void onFixAll()}
        >
          {qualityText.fixes.offer(String(undecided))}
        </Button>
      )}
      {bySeverity(open).map(([severity, some]) => (
        <section key={severity} className="mb-3" aria-label={qualityText.severity[severity]}>
          <h3 className="px-2 py-1 text-xs text-muted">{qualityText.severity[severity]}</h3>
          <ul className="flex flex-col gap-0.5">
            {(some as PlacedShown[]).map((finding) => (
              <FindingItem
                key={finding.key}
                finding={finding}
                isCurrent={finding.key === current}
                onGo={() => onGo(finding)}
                onFix={() => void onFix()}
                onDismiss={(reason) => void onDismiss(finding, reason)}
              />
            ))}
          </ul>
        </section>
      ))}
      {dismissed.length > 0 && (
        <details className="px-2 text-sm">
          <summary className="py-1 text-muted">{qualityText.dismissed(dismissed.length)}</summary>
          <ul className="flex flex-col gap-2 py-1">
            {dismissed.map((finding) => (
              <li key={finding.key} className="flex items-start gap-2">
                <span className="min-w-0 flex-1">
                  <span className="block">{findingText[finding.code].name}</span>
                  <span className="block text-muted">{finding.dismissed}</span>
                </span>
                <Button size="sm" variant="quiet" onPress={() => void onDismiss(finding, null)}>
                  {qualityText.bringBack}
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

function Scores({ scores }: { scores: Analysis['scores'] | null }) {
  if (!scores) return null;
  const { gps, didactic, readability, readability_formula, minutes } = scores;
  return (
    <div className="flex flex-col gap-3 p-2">
      <KeyValues
        items={[
          { key: qualityText.score.gps, value: percent(gps) },
          { key: qualityText.score.didactic, value: percent(didactic) },
          {
            key: qualityText.score.readability,
            value: readability === null ? qualityText.unknown : `${readability_formula} ${readability}`,
          },
          { key: qualityText.score.minutes, value: String(minutes) },
        ]}
      />
      <p className="text-sm text-muted">{qualityText.scoresWhy}</p>
    </div>
  );
}
