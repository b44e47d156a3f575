import type { ReactNode } from 'react';
import { RulesFrame } from '#components/generation/rules/frame.tsx';
import { rulesText } from '#components/generation/rules/text.ts';
import { Place } from '#components/shell/place.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { keys } from '#lib/base/queries/keys.ts';
import type { Seated } from '#lib/base/services/session.ts';
import { openRules } from '#lib/generation/services/rules.ts';
import { Prefetched, type PrefetchedProps } from '../../prefetched.tsx';

interface RulesPlaceProps {
  seated: Seated;
  selected: keyof typeof rulesText.tabs;
  /** What this page has read beside the rules themselves. */
  data?: PrefetchedProps['data'];
  children: ReactNode;
}

/** One of the pages of the generation rules. */
export async function RulesPlace({ seated: { db, workspace }, selected, data = [], children }: RulesPlaceProps) {
  const { id, slug, name } = workspace;
  const address = inWorkspace(slug);
  return (
    <Place
      crumbs={[
        { label: name, href: address.home },
        { label: rulesText.title, href: address.templates() },
        { label: rulesText.tabs[selected] },
      ]}
    >
      <Prefetched data={[[keys.rules(slug), await openRules(db, id)], ...data]}>
        <RulesFrame workspace={slug} selected={selected}>
          {children}
        </RulesFrame>
      </Prefetched>
    </Place>
  );
}
