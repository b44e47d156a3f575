'use client';

import { useNumber } from '#components/ui/number.tsx';
import type { TemplateFigures } from '#lib/generation/data/rules.ts';
import { useMoney } from '../../money.ts';
import { rulesText } from '../text.ts';

const words = rulesText.templates.did;
/** A share of fewer says little. */
const LEAST_FOR_SHARES = 20;

/** What was drafted with a version: how much, how well it went, and what one draft took. */
export function VersionFigures({ figures }: { figures: TemplateFigures | undefined }) {
  const write = useNumber();
  const money = useMoney();
  if (!figures) return <span className="text-muted">{words.nothing}</span>;
  const { jobs, drafts, failed, repaired, cost_micros, ms, lessons, findings } = figures;
  const ended = drafts + failed;
  const share = (part: number) => write(Math.round((part * 100) / ended));
  const said = [
    words.jobs(jobs, write(jobs)),
    words.drafts(drafts, write(drafts)),
    ...(ended >= LEAST_FOR_SHARES ? [words.failed(share(failed)), words.repaired(share(repaired))] : []),
  ];
  return (
    <>
      <span className="text-muted">{said.join(', ')}</span>
      {cost_micros !== null && ms !== null && (
        <span className="text-muted tabular-nums">
          {words.each(money(cost_micros), write(Math.round(ms / 100) / 10))}
        </span>
      )}
      {ended > 0 && ended < LEAST_FOR_SHARES && (
        <span className="text-muted">{words.counts(write(failed), write(repaired))}</span>
      )}
      {lessons > 0 && (
        <span className="text-muted">{words.findings(findings, write(findings), lessons, write(lessons))}</span>
      )}
    </>
  );
}
