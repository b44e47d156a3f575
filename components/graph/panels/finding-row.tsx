'use client';

import { Button as PlainButton } from 'react-aria-components/Button';
import { LinkStroke } from '#components/base/link-stroke.tsx';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { USUAL_WEIGHTS } from '#lib/base/core/link-types.ts';
import type { Finding, Fix } from '#lib/graph/core/finding.ts';
import type { GraphLink } from '#lib/graph/core/graph.ts';
import { useGraph } from '../context.tsx';
import { panelsText } from './text.ts';

export interface FindingRowProps {
  finding: Finding;
  trail?: string;
  isShown: boolean;
  /** While it is shown: the way that makes the link superfluous. */
  around?: string[] | null;
  onShow: () => void;
  /** Left out where nobody may write. */
  onFix?: (fix: Fix) => void;
  isBusy: boolean;
}

/** One finding: press it to see it on the graph, or settle it. */
export function FindingRow({ finding, trail, isShown, around, onShow, onFix, isBusy }: FindingRowProps) {
  const { node, link } = useGraph();
  const title = (id: string) => node(id)?.title ?? '';
  const [first, second] = finding.nodes.map(title);
  const isPair = finding.nodes.length === 2 && finding.check !== 'island' && finding.check !== 'loop';
  const names = isPair
    ? `“${first}” ${panelsText.before} “${second}”`
    : finding.nodes.slice(0, 3).map(title).join(', ');
  const only = finding.links.length === 1 ? link(finding.links[0] ?? '') : undefined;
  const note = useNote(finding, trail, only);
  const longer = isShown && around ? panelsText.checks.around(around.map(title).join(' → ')) : null;
  return (
    <li className={cx('flex flex-col border-t pb-1.5', isShown ? 'bg-accent-soft' : 'hover:bg-hover')}>
      <PlainButton
        aria-pressed={isShown}
        onPress={onShow}
        className="flex w-full cursor-default flex-col gap-0.5 px-4 pt-2 pb-0.5 text-start data-focus-visible:-outline-offset-2"
      >
        {isPair ? (
          <>
            <Title>{first}</Title>
            <span className="flex w-full min-w-0 items-start gap-1.5">
              <span className="flex h-5 shrink-0 items-center">
                {only ? <LinkStroke type={only.link_type} /> : <span className="text-faint">→</span>}
              </span>
              <span className="sr-only">{panelsText.before}</span>
              <Title>{second}</Title>
            </span>
          </>
        ) : (
          <Title>
            {finding.check === 'loop'
              ? [...finding.nodes, finding.nodes[0] ?? ''].map(title).join(' → ')
              : shorten(finding.nodes.map(title), finding.check === 'long_chain')}
          </Title>
        )}
        {note && <span className="sr-only">{note}</span>}
        {longer && (
          <span dir="auto" className="text-sm text-muted">
            {longer}
          </span>
        )}
      </PlainButton>
      <div className="flex flex-wrap items-center gap-x-1 ps-4 pe-2">
        <span aria-hidden className="min-w-24 flex-1 text-sm text-muted tabular-nums">
          {note}
        </span>
        {onFix &&
          finding.fixes.map((fix) => {
            const which = 'link_id' in fix && finding.links.length > 1 ? link(fix.link_id) : undefined;
            const label = which
              ? panelsText.checks.removeOf(title(which.source_id), title(which.target_id))
              : panelsText.checks.fixes[fix.fix];
            return (
              <Button
                key={`${fix.fix}:${'link_id' in fix ? fix.link_id : ''}`}
                size="sm"
                variant="quiet"
                className="max-w-full shrink text-accent-text"
                aria-label={which ? label : panelsText.checks.fixLabel(label, names)}
                isDisabled={isBusy}
                onPress={() => onFix(fix)}
              >
                <span className="truncate">{label}</span>
              </Button>
            );
          })}
      </div>
    </li>
  );
}

function Title({ children }: { children: React.ReactNode }) {
  return (
    <span dir="auto" className="text-title min-w-0 leading-snug break-words">
      {children}
    </span>
  );
}

/** The first few of many; of a chain its two ends. */
function shorten(titles: string[], isChain: boolean): string {
  if (isChain) return `${titles[0]} → … → ${titles.at(-1)}`;
  return titles.length > 4 ? `${titles.slice(0, 3).join(', ')}, …` : titles.join(', ');
}

/** What else there is to say of a finding, in a few words. */
function useNote({ check, count }: Finding, trail: string | undefined, link: GraphLink | undefined): string | null {
  const write = useNumber();
  const { level } = useGraph();
  const words = panelsText.checks;
  if (trail) return words.inTrail(trail);
  if (check === 'weight' && link?.weight != null) {
    const { low, high } = USUAL_WEIGHTS[link.link_type];
    return words.weight(write(link.weight), low, high);
  }
  if (count === undefined) return null;
  if (check === 'bottleneck') return words.behind(count, write(count), level);
  if (check === 'long_chain') return words.chain(count, write(count), level);
  if (check === 'island') return words.island(count, write(count), level);
  return words.evidence(count, write(count));
}
