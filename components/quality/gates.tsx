'use client';

import { useQuery } from '@tanstack/react-query';
import { Ban, Lock } from 'lucide-react';
import { QueryProblem } from '#components/base/problem.tsx';
import { cx } from '#components/ui/cx.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { toast } from '#components/ui/toast.tsx';
import { can, type Role } from '#lib/base/core/permissions.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { type FindingCode, GATE_CODES } from '#lib/quality/core/finding.ts';
import { findingText } from '#lib/quality/core/text.ts';
import type { QualityGates as Gates } from '#lib/quality/data/quality.ts';
import { qualityGatesQuery, useSetQualityGate } from '#lib/quality/queries/quality.ts';
import { qualityText } from './text.ts';

const isGate = (code: string): code is FindingCode => GATE_CODES.some((one) => one === code);

/** Which findings hold back a snapshot, and what each does or would do today. Admins choose, the others read. */
export function QualityGates({ workspace, role }: { workspace: string; role: Role }) {
  const found = useQuery(qualityGatesQuery(workspace));
  const write = useNumber();
  const mayManage = can(role, 'gate.manage');
  if (found.error) return <QueryProblem error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <TextSkeleton lines={8} />;
  const { gates, unmeasured } = found.data;
  return (
    <div className="flex flex-col gap-8">
      <section aria-labelledby="gates-always">
        <h2 id="gates-always" className="text-lg font-semibold">
          {qualityText.always}
        </h2>
        <p className="text-muted">{qualityText.alwaysWhy}</p>
        <ul className="mt-3 border-t">
          {qualityText.alwaysOn.map(([name, why]) => (
            <li key={name} className="flex items-start gap-3 border-b py-3">
              <Lock aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
              <Named name={name} why={why} />
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="gates-chosen">
        <h2 id="gates-chosen" className="text-lg font-semibold">
          {qualityText.chosen}
        </h2>
        <p className="text-muted">{qualityText.chosenWhy}</p>
        {!mayManage && <p className="mt-1 text-muted">{qualityText.readOnly}</p>}
        {unmeasured > 0 && (
          <p role="status" className="mt-1 text-draft">
            {qualityText.unmeasured(unmeasured, write(unmeasured))}
          </p>
        )}
        <ul className="mt-3 border-t" aria-label={qualityText.chosen}>
          {gates.map((gate) => (
            <GateRow key={gate.code} workspace={workspace} gate={gate} mayManage={mayManage} />
          ))}
          <li className="flex items-start gap-3 border-b py-3 text-muted">
            <Ban aria-hidden className="mt-0.5 size-4 shrink-0" />
            <Named name={qualityText.never} why={qualityText.neverWhy} />
          </li>
        </ul>
      </section>
    </div>
  );
}

interface GateRowProps {
  workspace: string;
  gate: Gates['gates'][number];
  mayManage: boolean;
}

function GateRow({ workspace, gate: { code, is_on, holds_back }, mayManage }: GateRowProps) {
  const { mutate, isPending, variables } = useSetQualityGate(workspace);
  const write = useNumber();
  if (!isGate(code)) return null;
  const { gate } = findingText[code];
  if (!gate) return null;
  const isOn = isPending && variables ? variables.is_on : is_on;
  return (
    <li className="flex items-start gap-4 border-b py-3">
      <Switch
        className="min-w-0 flex-1"
        isSelected={isOn}
        isDisabled={!mayManage}
        help={gate.why}
        onChange={(next) =>
          mutate(
            { code, is_on: next },
            { onError: (error) => toast.problem(qualityText.gateFailed, { detail: problemOf(error).message }) },
          )
        }
      >
        <span className="font-medium">{gate.name}</span>
      </Switch>
      <span
        className={cx('shrink-0 text-end text-sm tabular-nums', isOn && holds_back > 0 ? 'text-blocked' : 'text-muted')}
      >
        <span className="sr-only">{qualityText.holdsBack} </span>
        {qualityText.sparks(holds_back, write(holds_back))}
      </span>
    </li>
  );
}

const Named = ({ name, why }: { name: string; why: string }) => (
  <span className="min-w-0">
    <span className="block font-medium">{name}</span>
    <span className="block text-sm text-muted">{why}</span>
  </span>
);
