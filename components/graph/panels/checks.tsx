'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronRight, CircleAlert, Lightbulb, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button as PlainButton } from 'react-aria-components/Button';
import { Disclosure, DisclosurePanel } from 'react-aria-components/Disclosure';
import { Heading } from 'react-aria-components/Heading';
import { useUrlState } from '#components/base/url-state.tsx';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { wholeOutlineQuery } from '#lib/catalogue/queries/outline.ts';
import { CHECKS, type Check, type Finding, type Fix, SEVERITY, type Severity } from '#lib/graph/core/finding.ts';
import { wayAround } from '#lib/graph/core/redundant.ts';
import { type GraphPlace, useGraph } from '../context.tsx';
import { LoopDialog } from '../loop-dialog.tsx';
import { type LinkEditing, useLinkEditing } from '../use-link-editing.ts';
import { FindingRow } from './finding-row.tsx';
import { editAll, editOf, saidOf, saidOfAll } from './fixing.ts';
import { panelsText } from './text.ts';
import { useFindings } from './use-findings.ts';

const LOOKS: Record<Severity, { icon: typeof CircleAlert; ink: string }> = {
  problem: { icon: CircleAlert, ink: 'text-danger-text' },
  warning: { icon: TriangleAlert, ink: 'text-draft' },
  hint: { icon: Lightbulb, ink: 'text-muted' },
};
const AT_ONCE = 25;

/** What is odd about the graph, what that means for learners, and how to settle it. */
export function Checks() {
  const { workspace, level, links } = useGraph();
  const findings = useFindings();
  const editing = useLinkEditing(workspace, level);
  const write = useNumber();
  const head = useRef<HTMLParagraphElement>(null);
  useFocusKept(findings, head);

  if (!findings) return <ChecksSkeleton />;
  if (links.length === 0)
    return (
      <EmptyState compact title={panelsText.checks.empty}>
        {panelsText.checks.emptyWhy}
      </EmptyState>
    );
  const counts = Object.groupBy(findings, ({ severity }) => severity);
  const byCheck = Map.groupBy(findings, ({ check }) => check);
  return (
    <section aria-label={panelsText.checks.title} className="flex flex-col pb-6">
      <p ref={head} tabIndex={-1} className="px-4 py-3 text-sm text-muted tabular-nums outline-none">
        {(['problem', 'warning', 'hint'] as const)
          .flatMap((severity) => {
            const { length = 0 } = counts[severity] ?? [];
            return length > 0 ? panelsText.checks.found(severity, length, write(length)) : [];
          })
          .join(' · ') || panelsText.checks.none}
      </p>
      {findings.length === 0 && (
        <EmptyState compact title={panelsText.checks.none}>
          {panelsText.checks.noneWhy}
        </EmptyState>
      )}
      {CHECKS.map((check) => {
        const found = byCheck.get(check);
        return found && <Group key={check} check={check} findings={found} editing={editing} />;
      })}
      <LoopDialog {...editing} />
    </section>
  );
}

/** A finding that was settled leaves with the button that had the focus; the focus then goes to the head of the list. */
function useFocusKept(findings: Finding[] | null, head: React.RefObject<HTMLElement | null>) {
  const last = useRef(findings);
  useEffect(() => {
    const isFewer = (findings?.length ?? 0) < (last.current?.length ?? 0);
    last.current = findings;
    if (isFewer && document.activeElement === document.body) head.current?.focus({ preventScroll: true });
  }, [findings, head]);
}

function Group({ check, findings, editing }: { check: Check; findings: Finding[]; editing: LinkEditing }) {
  const graph = useGraph();
  const { workspace, canWrite, node, link, select, reveal, highlight, setHighlight } = graph;
  const outline = useQuery(wholeOutlineQuery(workspace)).data;
  const [, writeUrl] = useUrlState();
  const write = useNumber();
  const [isOpen, setOpen] = useState(SEVERITY[check] === 'problem');
  const [most, setMost] = useState(AT_ONCE);
  const [shown, setShown] = useState<Shown | null>(null);
  const { icon: Icon, ink } = LOOKS[SEVERITY[check]];
  const trailOf = (id?: string) => outline?.trails.find((trail) => trail.id === id);
  const names = { title: (id: string) => node(id)?.title ?? '', link };

  const show = (finding: Finding) => {
    const label = panelsText.checks.names[check];
    const [nodes, links] = [new Set(finding.nodes), new Set(finding.links)];
    const around = check === 'redundant' ? longerWay(graph, finding) : null;
    for (const id of around?.nodes ?? []) nodes.add(id);
    for (const id of around?.links ?? []) links.add(id);
    setShown({ key: keyOf(finding), around: around?.nodes ?? null });
    setHighlight({ label, nodes, links });
    const [only] = finding.links;
    const isOne = finding.links.length === 1 && only !== undefined && link(only) !== undefined;
    select({ nodes: finding.nodes.slice(0, 1), link: isOne ? only : null });
    reveal([...nodes]);
  };
  const fix = (chosen: Fix) => {
    const edit = editOf(chosen);
    if (edit) return void editing.edit([edit], saidOf(chosen, names));
    if (chosen.fix === 'reorder') writeUrl({ panel: 'paths', paths: 'order', order: trailOf(chosen.trail_id)?.slug });
  };
  const all = panelsText.checks.fixAll[check];
  const edits = all && findings.length > 1 ? editAll(findings) : [];
  return (
    <Disclosure isExpanded={isOpen} onExpandedChange={setOpen} className="border-t">
      <Heading level={3}>
        <PlainButton
          slot="trigger"
          className="flex min-h-10 w-full cursor-default items-center gap-2 px-4 py-1.5 text-start data-hovered:bg-hover data-focus-visible:-outline-offset-2"
        >
          <ChevronRight
            aria-hidden
            className={cx(
              'size-3.5 shrink-0 text-faint transition-transform duration-quick rtl:rotate-180',
              isOpen && 'rotate-90 rtl:rotate-90',
            )}
          />
          <Icon aria-hidden className={cx('size-4 shrink-0', ink)} />
          <span className="sr-only">{panelsText.checks.severities[SEVERITY[check]]}:</span>
          <span className="min-w-0 flex-1 font-medium">{panelsText.checks.names[check]}</span>
          <span className="shrink-0 text-sm text-muted tabular-nums">{write(findings.length)}</span>
        </PlainButton>
      </Heading>
      <DisclosurePanel>
        {isOpen && (
          <>
            <div className="flex flex-col items-start gap-2 px-4 pt-0.5 pb-3">
              <p className="text-sm text-muted">{panelsText.checks.why[check]}</p>
              {all && canWrite && edits.length > 1 && (
                <Button
                  size="sm"
                  isPending={editing.isPending}
                  onPress={() => void editing.edit(edits, saidOfAll(check, edits.length, write(edits.length)))}
                >
                  {all(
                    (edits.length < findings.length ? panelsText.checks.first : panelsText.checks.all)(
                      write(edits.length),
                    ),
                  )}
                </Button>
              )}
            </div>
            <ul>
              {findings.slice(0, most).map((finding) => (
                <FindingRow
                  key={keyOf(finding)}
                  finding={finding}
                  trail={trailOf(finding.trail_id)?.title}
                  isShown={highlight !== null && shown?.key === keyOf(finding)}
                  around={shown?.around}
                  onShow={() => show(finding)}
                  onFix={canWrite ? fix : undefined}
                  isBusy={editing.isPending}
                />
              ))}
            </ul>
            {findings.length > most && (
              <div className="border-t px-2.5 py-1.5">
                <Button size="sm" variant="quiet" onPress={() => setMost(most + 4 * AT_ONCE)}>
                  {panelsText.showMore(write(Math.min(4 * AT_ONCE, findings.length - most)))}
                </Button>
              </div>
            )}
          </>
        )}
      </DisclosurePanel>
    </Disclosure>
  );
}

interface Shown {
  key: string;
  /** The way that makes a link superfluous. */
  around: string[] | null;
}

function longerWay({ index, links }: GraphPlace, finding: Finding) {
  const way = wayAround(
    index,
    links,
    links.findIndex(({ id }) => id === finding.links[0]),
  );
  return (
    way && {
      nodes: way.nodes.map((node) => index.ids[node] ?? ''),
      links: way.links.map((number) => links[number]?.id ?? ''),
    }
  );
}

const keyOf = ({ nodes, links, trail_id = '' }: Finding) => `${nodes.slice(0, 6).join()}:${links[0] ?? ''}:${trail_id}`;

function ChecksSkeleton() {
  return (
    <Loading label={panelsText.checks.looking} className="flex flex-col px-4">
      <Skeleton className="my-4 h-3 w-40" />
      {[28, 36, 24, 32, 30].map((width) => (
        <div key={width} className="flex h-10 items-center gap-3 border-t">
          <Skeleton className="size-4" />
          <span style={{ width: `${width / 4}rem` }}>
            <Skeleton className="h-3 w-full" />
          </span>
        </div>
      ))}
    </Loading>
  );
}
