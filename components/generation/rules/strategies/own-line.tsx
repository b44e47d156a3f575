'use client';

import { Button } from '#components/ui/button.tsx';
import {
  followedFor,
  lineSaid,
  OPEN,
  type StrategyLine,
  settles,
  withLine,
} from '#lib/generation/core/prompt/strategy-lines.ts';
import type { OpenRules } from '#lib/generation/services/rules.ts';
import { rulesText } from '../text.ts';
import { LineControl } from './line-control.tsx';
import { LineRow } from './line-row.tsx';
import { FIRST_SAID, type StrategyEdit } from './use-strategy-edit.ts';

const words = rulesText.strategies;

interface OwnLineProps {
  line: StrategyLine;
  rules: OpenRules;
  name: string;
  edit: StrategyEdit;
  mayManage: boolean;
}

/** A line of a strategy of this workspace: settled by it, by another one, or by nobody. */
export function OwnLine({ line, rules, name, edit, mayManage }: OwnLineProps) {
  const { config, setConfig, isOpened, open } = edit;
  const followed = followedFor(rules.strategies, name, line);
  const otherwise = followed && lineSaid(followed.config, line);
  const isOwn = settles(config, line) || isOpened(line);
  const label = words.line[line];
  const act = (what: string, run: () => void) =>
    mayManage && (
      <Button size="sm" variant="quiet" aria-label={words.lineAction(what, label)} onPress={run}>
        {what}
      </Button>
    );
  if (!isOwn)
    return (
      <LineRow
        label={label}
        owner={followed}
        note={followed && words.by(followed.name)}
        action={act(followed ? rulesText.replace : words.say, () => {
          open(line, true);
          setConfig(withLine(config, line, followed?.config ?? FIRST_SAID));
        })}
      >
        {otherwise ? <span dir="auto">{otherwise}</span> : <span className="text-faint">{words.open}</span>}
      </LineRow>
    );
  return (
    <LineRow
      label={label}
      owner={{ depth: 0, owner_name: rules.owners[0] ?? '' }}
      note={otherwise && followed && words.otherwise(followed.owner_name, otherwise)}
      action={act(followed ? rulesText.follow : words.leaveOpen, () => {
        open(line, false);
        setConfig(withLine(config, line, OPEN));
      })}
    >
      {mayManage ? (
        <LineControl line={line} config={config} onChange={setConfig} />
      ) : (
        <span dir="auto">{lineSaid(config, line)}</span>
      )}
    </LineRow>
  );
}
