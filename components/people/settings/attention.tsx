'use client';

import { Select } from '#components/ui/select.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { SettingsSection } from './frame.tsx';
import { settingsText } from './text.ts';
import { type SectionProps, useFlip } from './use-flip.ts';

const words = settingsText;
const SWITCHES = ['runs_checks', 'holds_risk', 'asks_second', 'minds_pauses'] as const;
const PERCENTS = [2, 3, 4, 5];

/** What a workspace does against approving asleep. */
export function Attention({ workspace, mayManage }: SectionProps) {
  const { flip, isPending } = useFlip(workspace);
  const isFixed = !mayManage || isPending;
  return (
    <SettingsSection title={words.attentionTitle} lead={words.attentionLead}>
      {SWITCHES.map((name) => (
        <Switch
          key={name}
          isSelected={workspace[name]}
          isDisabled={isFixed}
          help={words.attentionHelp[name]}
          onChange={(on) => flip({ [name]: on }, on ? words.attentionOn : words.attentionOff)}
        >
          {words.attention[name]}
        </Switch>
      ))}
      {workspace.runs_checks && (
        <Select
          label={words.checkPercent}
          className="max-w-48"
          isDisabled={isFixed}
          value={String(workspace.check_percent)}
          onChange={(percent) => flip({ check_percent: Number(percent) }, words.checkPercentSaved(Number(percent)))}
          options={PERCENTS.map((percent) => ({ id: String(percent), label: words.checkPercentOption(percent) }))}
        />
      )}
    </SettingsSection>
  );
}
