'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { TextRuleList } from '#lib/generation/core/prompt/rule-lists.ts';
import { byNearness, type TextRule } from '#lib/generation/core/prompt/rules.ts';
import { rulesQuery, useRuleChanges } from '#lib/generation/queries/rules.ts';
import { LineRow } from './strategies/line-row.tsx';
import { rulesText } from './text.ts';
import { TextRuleForm } from './text-rule-form.tsx';

const words = rulesText.texts;

interface TextRulesProps {
  workspace: string;
  list: TextRuleList;
  mayManage: boolean;
}

/** Rules that are a sentence each: one line, one rule, one owner. */
export function TextRules({ workspace, list, mayManage }: TextRulesProps) {
  const { data, error, refetch } = useQuery(rulesQuery(workspace));
  /** The name of the rule that is being written, whose case does not count; empty for a new one. */
  const [writing, setWriting] = useState<string | null>(null);
  if (error && !data) return <QueryProblem title={rulesText.notRead} error={error} onRetry={() => void refetch()} />;
  if (!data) return <TextSkeleton lines={6} />;
  const named = byName(data[list]);
  const shared = { workspace, list, onClose: () => setWriting(null) };
  const add = mayManage && writing !== '' && (
    <Button icon={<Plus />} onPress={() => setWriting('')}>
      {words.add[list]}
    </Button>
  );
  return (
    <div className="flex max-w-5xl flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <p className="min-w-60 flex-1 text-muted">{words.lead[list]}</p>
        {named.length > 0 && add}
      </div>
      {!mayManage && <p className="text-muted">{rulesText.readOnly}</p>}
      {writing === '' && <TextRuleForm {...shared} own={null} above={null} />}
      {named.length === 0 && writing === null && (
        <EmptyState drawing="pages" title={words.none[list]} action={add}>
          {words.noneWhy}
        </EmptyState>
      )}
      {named.length > 0 && (
        <ul aria-label={rulesText.tabs[list === 'seo_rules' ? 'seo' : 'preferences']} className="border-t">
          {named.map(({ key, own, above }) =>
            writing === key ? (
              <li key={key} className="border-b py-4">
                <TextRuleForm {...shared} own={own} above={above} />
              </li>
            ) : (
              <Row
                key={key}
                workspace={workspace}
                list={list}
                own={own}
                above={above}
                mayManage={mayManage}
                onWrite={() => setWriting(key)}
              />
            ),
          )}
        </ul>
      )}
    </div>
  );
}

/** A rule by its name: this workspace's own, the nearest one above of that name, or both. */
interface Named {
  key: string;
  own: TextRule | null;
  above: TextRule | null;
}

function byName(rules: readonly TextRule[]): Named[] {
  const named = new Map<string, Named>();
  for (const rule of [...rules].sort(byNearness)) {
    const key = rule.name.toLowerCase();
    const met = named.get(key) ?? { key, own: null, above: null };
    named.set(key, rule.depth === 0 ? { ...met, own: rule } : { ...met, above: met.above ?? rule });
  }
  return [...named.values()].sort((a, b) => a.key.localeCompare(b.key));
}

interface RowProps extends Omit<Named, 'key'> {
  workspace: string;
  list: TextRuleList;
  mayManage: boolean;
  onWrite: () => void;
}

function Row({ workspace, list, own, above, mayManage, onWrite }: RowProps) {
  const { remove } = useRuleChanges(workspace);
  const shown = own ?? above;
  if (!shown) return null;
  const { name } = shown;
  const giveBack = () =>
    own &&
    remove.mutate(
      { list, name, version: own.version },
      {
        onSuccess: () => toast.done(above ? words.follows(name) : words.removed(name)),
        onError: (error) => toast.problem(rulesText.notDone, { detail: problemOf(error).message }),
      },
    );
  return (
    <LineRow
      label={name}
      owner={shown}
      note={own && above && rulesText.strategies.otherwise(above.owner_name, above.rule)}
      action={
        mayManage && (
          <span className="flex gap-1">
            <Button
              size="sm"
              variant="quiet"
              aria-label={own ? words.editOf(name) : words.replaceOf(name)}
              onPress={onWrite}
            >
              {own ? rulesText.edit : rulesText.replace}
            </Button>
            {own && (
              <Button
                size="sm"
                variant="quiet"
                isPending={remove.isPending}
                aria-label={above ? words.followOf(name) : words.removeOf(name)}
                onPress={giveBack}
              >
                {above ? rulesText.follow : rulesText.remove}
              </Button>
            )}
          </span>
        )
      }
    >
      <span dir="auto" className="break-words">
        {shown.rule}
      </span>
    </LineRow>
  );
}
