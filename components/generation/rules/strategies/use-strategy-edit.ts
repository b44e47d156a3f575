'use client';

import { useState } from 'react';
import { useUnsaved } from '#components/shell/leave.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { StrategyConfig } from '#lib/generation/core/prompt/rules.ts';
import { differingLines, putTogether, type StrategyLine, settled } from '#lib/generation/core/prompt/strategy-lines.ts';
import type { OwnStrategy, StrategyVersion } from '#lib/generation/data/rules.ts';
import { useRuleChanges } from '#lib/generation/queries/rules.ts';
import { rulesText } from '../text.ts';

/** What a line begins with that nobody has settled before. */
export const FIRST_SAID: StrategyConfig = {
  content_guidelines: { min_words: 400, max_words: 800, citation_required: true },
  seo_focus: { keyword_density: 1.5, meta_description_length: 160 },
  tone: {},
};

/** What is being changed in a strategy, on the version that it began with. */
interface Draft {
  base: OwnStrategy;
  config: StrategyConfig;
  active: boolean;
  note: string;
  /** Lines that stand open to be written in, though nothing stands there yet. */
  opened: readonly StrategyLine[];
}
const draftOf = (base: OwnStrategy): Draft => ({
  base,
  config: base.config,
  active: base.active,
  note: '',
  opened: [],
});

/** Lists as they are saved: without the lines that say nothing. */
function withoutEmptyLines(config: StrategyConfig): StrategyConfig {
  const trimmed = (list?: readonly string[]) => list?.map((one) => one.trim()).filter(Boolean);
  const { content_guidelines, seo_focus } = config;
  return settled({
    ...config,
    content_guidelines: { ...content_guidelines, required_sections: trimmed(content_guidelines.required_sections) },
    seo_focus: { ...seo_focus, primary_keywords: trimmed(seo_focus.primary_keywords) },
  });
}

const hasChanged = ({ base, config, active }: Draft): boolean =>
  active !== base.active || differingLines(base.config, withoutEmptyLines(config)).length > 0;

/** Changing a strategy: what was typed, whether somebody saved meanwhile, and saving it as the next version. */
export function useStrategyEdit(workspace: string, own: OwnStrategy) {
  const [kept, setDraft] = useState<Draft>(() => draftOf(own));
  const { mutateAsync, isPending, error, reset: forget } = useRuleChanges(workspace).saveStrategy;
  // Whoever has changed nothing sees what is there now.
  const upToDate = (now: Draft): Draft => (hasChanged(now) || now.base.version === own.version ? now : draftOf(own));
  const draft = upToDate(kept);
  const written = withoutEmptyLines(draft.config);
  const isChanged = hasChanged(draft);
  const isBehind = isChanged && own.version > draft.base.version;
  const together = isBehind ? putTogether(draft.base.config, written, own.config) : null;

  const send = async (given: { config: StrategyConfig; active: boolean; version: number; note: string | null }) => {
    const sent = draft;
    try {
      const version = await mutateAsync({ name: own.name, ...given });
      const saved = draftOf({ name: own.name, version, active: given.active, config: given.config });
      // What was typed while the save was on its way goes on from there.
      setDraft((now) =>
        now.config === sent.config && now.active === sent.active ? saved : { ...now, base: saved.base },
      );
      toast.done(rulesText.saved(version));
      return true;
    } catch {
      return false;
    }
  };
  const save = async () =>
    !isChanged || isPending || isBehind
      ? false
      : send({ config: written, active: draft.active, version: draft.base.version, note: draft.note });
  const change = (patch: (now: Draft) => Partial<Draft>) =>
    setDraft((now) => ({ ...upToDate(now), ...patch(upToDate(now)) }));
  const reset = () => {
    forget();
    setDraft(draftOf(own));
  };
  useUnsaved(isChanged ? { title: rulesText.unsaved(own.name), save, discard: reset } : null);
  useShortcuts(rulesText.keys.label, [{ keys: 'Mod+S', label: rulesText.keys.save, run: () => void save() }]);
  return {
    config: draft.config,
    active: draft.active,
    note: draft.note,
    version: draft.base.version,
    isChanged,
    isPending,
    problem: error ? problemOf(error) : null,
    conflict: together && { newest: own.version, both: together.both },
    setConfig: (config: StrategyConfig) => change(() => ({ config })),
    setActive: (active: boolean) => change(() => ({ active })),
    setNote: (note: string) => change(() => ({ note })),
    isOpened: (line: StrategyLine) => draft.opened.includes(line),
    open: (line: StrategyLine, isOpen: boolean) =>
      change(({ opened }) => ({ opened: [...opened.filter((one) => one !== line), ...(isOpen ? [line] : [])] })),
    save,
    reset,
    /** Both changes in one version, on top of what was saved meanwhile. */
    putBoth: () => {
      if (!together) return;
      // Whether it is in use is mine where I changed that.
      const active = draft.active === draft.base.active ? own.active : draft.active;
      void send({ config: together.config, active, version: own.version, note: draft.note });
    },
    returnTo: ({ config, version }: StrategyVersion) =>
      void send({ config, active: own.active, version: own.version, note: rulesText.returned(version) }),
  };
}
export type StrategyEdit = ReturnType<typeof useStrategyEdit>;
