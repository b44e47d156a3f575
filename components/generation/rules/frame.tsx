'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { CONTENT_TYPES } from '#lib/generation/core/prompt/content-types.ts';
import { rulesQuery } from '#lib/generation/queries/rules.ts';
import { rulesText } from './text.ts';

interface RulesFrameProps {
  workspace: string;
  selected: keyof typeof rulesText.tabs;
  children: ReactNode;
}

/** The pages about what prompts are made of and who is asked, under one title. */
export function RulesFrame({ workspace, selected, children }: RulesFrameProps) {
  const { data } = useQuery(rulesQuery(workspace));
  const at = inWorkspace(workspace);
  const parent = data?.owners[1];
  const count = (rules?: readonly { name: string }[]) =>
    rules && String(new Set(rules.map(({ name }) => name.toLowerCase())).size);
  const { tabs } = rulesText;
  return (
    <div className="flex flex-col gap-4">
      <PageHeader title={rulesText.title}>{parent ? rulesText.leadBelow(parent) : rulesText.lead}</PageHeader>
      <Tabs
        label={rulesText.title}
        selected={selected}
        items={[
          { id: 'templates', label: tabs.templates, href: at.templates(), note: String(CONTENT_TYPES.length) },
          {
            id: 'strategies',
            label: tabs.strategies,
            href: at.strategies(),
            note: count(data && [...data.strategies, ...data.own_strategies]),
          },
          { id: 'seo', label: tabs.seo, href: at.seoRules, note: count(data?.seo_rules) },
          { id: 'preferences', label: tabs.preferences, href: at.preferences, note: count(data?.content_preferences) },
          { id: 'personas', label: tabs.personas, href: at.voices(), note: data && String(data.counts.personas) },
          {
            id: 'providers',
            label: tabs.providers,
            href: at.providers,
            // The built-in drafter is always there.
            note: data && String(data.counts.providers + 1),
          },
          { id: 'gates', label: tabs.gates, href: at.gates },
        ]}
        panelClassName="pt-5"
      >
        {children}
      </Tabs>
    </div>
  );
}
