'use client';

import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { KeyHint } from '#components/ui/kbd.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { toast } from '#components/ui/toast.tsx';
import type { Strategy } from '#lib/generation/core/prompt/rules.ts';
import { STRATEGY_LINES, settles } from '#lib/generation/core/prompt/strategy-lines.ts';
import type { OwnStrategy } from '#lib/generation/data/rules.ts';
import { useRuleChanges } from '#lib/generation/queries/rules.ts';
import type { OpenRules } from '#lib/generation/services/rules.ts';
import { OwnerBadge } from '../owner-badge.tsx';
import { rulesText } from '../text.ts';
import { OwnLine } from './own-line.tsx';
import { StrategyHistory } from './strategy-history.tsx';
import { type StrategyEdit, useStrategyEdit } from './use-strategy-edit.ts';
import { WithOthers } from './with-others.tsx';

const words = rulesText.strategies;

interface OwnStrategyPaneProps {
  workspace: string;
  rules: OpenRules;
  own: OwnStrategy;
  /** The one of its name that it replaces. */
  above: Strategy | null;
  /** The list of all strategies. */
  others: ReactNode;
  mayManage: boolean;
  onRemoved: () => void;
}

/** A strategy of this workspace, line by line: what it settles itself and what it leaves to others. */
export function OwnStrategyPane({ workspace, rules, own, above, others, mayManage, onRemoved }: OwnStrategyPaneProps) {
  const edit = useStrategyEdit(workspace, own);
  const settled = STRATEGY_LINES.filter((line) => settles(edit.config, line)).length;
  return (
    <WithOthers
      others={others}
      history={
        <StrategyHistory
          workspace={workspace}
          own={own}
          mayReturn={mayManage && !edit.isChanged}
          onReturn={edit.returnTo}
        />
      }
    >
      <section aria-labelledby="strategy-name" className="flex min-w-0 flex-col gap-4">
        <header className="flex flex-wrap items-start gap-x-4 gap-y-3">
          <div className="flex min-w-60 flex-1 flex-col gap-1">
            <div className="flex flex-wrap items-center gap-2">
              <h2 id="strategy-name" dir="auto" className="text-lg font-semibold wrap-anywhere">
                {own.name}
              </h2>
              <OwnerBadge depth={0} owner_name={rules.owners[0] ?? ''} />
              <Badge tone={own.active ? 'green' : 'grey'} icon={own.active ? <Check /> : undefined}>
                {own.active ? rulesText.active : words.off}
              </Badge>
              <span className="text-muted">{rulesText.version(own.version)}</span>
            </div>
            <p className="text-sm text-muted">
              {words.ownLines(settled, STRATEGY_LINES.length)}
              {above && ` ${rulesText.templates.replaces(above.owner_name, above.version)}`}
            </p>
          </div>
          {mayManage && <Remove workspace={workspace} own={own} above={above} onRemoved={onRemoved} />}
        </header>
        <Conflict edit={edit} />
        {mayManage && (
          <Switch isSelected={edit.active} help={words.inUseHelp} onChange={edit.setActive}>
            {words.inUse}
          </Switch>
        )}
        <ul aria-label={own.name} className="border-t">
          {STRATEGY_LINES.map((line) => (
            <OwnLine key={line} line={line} rules={rules} name={own.name} edit={edit} mayManage={mayManage} />
          ))}
        </ul>
        {mayManage && (
          <div className="flex flex-wrap items-end gap-3">
            <TextField
              label={rulesText.note}
              limit={300}
              maxLength={300}
              className="min-w-56 flex-1"
              value={edit.note}
              onChange={edit.setNote}
            />
            <Button
              variant="primary"
              isDisabled={!edit.isChanged || edit.conflict !== null}
              isPending={edit.isPending}
              onPress={() => void edit.save()}
            >
              {rulesText.saveAs(edit.version + 1)}
              <KeyHint keys="Mod+S" inverted />
            </Button>
            {edit.isChanged && (
              <Button variant="quiet" onPress={edit.reset}>
                {rulesText.cancel}
              </Button>
            )}
          </div>
        )}
      </section>
    </WithOthers>
  );
}

/** What somebody else saved meanwhile, and how both changes go together. */
function Conflict({ edit: { conflict, problem, putBoth, reset, isPending } }: { edit: StrategyEdit }) {
  if (!conflict)
    return problem && problem.code !== 'stale' ? (
      <ProblemNotice title={rulesText.notDone} why={problem.message} />
    ) : null;
  const { newest, both } = conflict;
  return (
    <ProblemNotice
      tone="warning"
      title={words.conflict(newest)}
      why={
        both.length === 0 ? words.conflictApart : words.conflictBoth(both.map((line) => words.line[line]).join(', '))
      }
      actions={
        <>
          <Button size="sm" variant="primary" isPending={isPending} onPress={putBoth}>
            {words.putBoth(newest + 1)}
          </Button>
          <Button size="sm" onPress={reset}>
            {words.takeTheirs}
          </Button>
        </>
      }
    />
  );
}

type RemoveProps = Pick<OwnStrategyPaneProps, 'workspace' | 'own' | 'above' | 'onRemoved'>;

function Remove({ workspace, own: { name, version }, above, onRemoved }: RemoveProps) {
  const { mutateAsync } = useRuleChanges(workspace).remove;
  const label = above ? rulesText.follow : rulesText.remove;
  return (
    <AlertDialog
      title={above ? words.followTitle(name, above.owner_name) : words.removeTitle(name)}
      confirmLabel={label}
      danger={!above}
      trigger={
        <Button size="sm" variant="quiet">
          {label}
        </Button>
      }
      onConfirm={async () => {
        await mutateAsync({ list: 'strategies', name, version });
        toast.done(above ? rulesText.texts.follows(name) : words.removed(name));
        if (!above) onRemoved();
      }}
    >
      {above ? words.followWhy : words.removeWhy}
    </AlertDialog>
  );
}
