'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { keptResearch, RESEARCH_CARDS, RESEARCH_FACTS, type ResearchCard } from '#lib/catalogue/core/profiles.ts';
import type { ProfilePanel } from '#lib/catalogue/data/profiles.ts';
import { profileQuery } from '#lib/catalogue/queries/profiles.ts';
import { KeptValues } from './kept-values.tsx';
import { ProfileFieldControl } from './profile-field.tsx';
import { ProfileNotices } from './profile-notices.tsx';
import { SaveState } from './save-state.tsx';
import { profilesText } from './text.ts';
import { useFigure } from './use-figure.ts';
import { type Profile, useProfile } from './use-profile.ts';

const words = profilesText.research;

/** What was found out before a course was written: a card for each report, opened to read and write it. */
export function ResearchTab({ workspace, id }: { workspace: string; id: string }) {
  const { data, error } = useQuery(profileQuery(workspace, 'trail', id));
  if (!data) return error ? <ProblemNotice title={problemOf(error).message} /> : <TextSkeleton lines={8} />;
  return <OpenResearch workspace={workspace} id={id} panel={data} />;
}

function OpenResearch({ workspace, id, panel }: { workspace: string; id: string; panel: ProfilePanel }) {
  const profile = useProfile(workspace, { kind: 'trail', id }, panel);
  const [opened, setOpened] = useState<string | null>(null);
  const kept = keptResearch(panel.research);
  return (
    <div className="flex flex-col">
      <ProfileNotices profile={profile} />
      <ul className="grid items-start gap-4 @2xl:grid-cols-2">
        {RESEARCH_CARDS.map((card) => (
          <Report
            key={card.id}
            {...{ workspace, card, profile }}
            isOpen={opened === card.id}
            onToggle={() => setOpened(opened === card.id ? null : card.id)}
          />
        ))}
      </ul>
      <section aria-labelledby="findings" className="@container flex flex-col gap-3 pt-6">
        <h2 id="findings" className="text-base font-semibold">
          {words.findings}
        </h2>
        {RESEARCH_FACTS.map((field) => (
          <div key={field.name} className={cx(field.as === 'number' && 'max-w-60')}>
            <ProfileFieldControl
              {...{ workspace, profile, field }}
              kind="market_research"
              hideLabel={field.as === 'record'}
            />
          </div>
        ))}
        {kept.length > 0 && (
          <>
            <h3 className="pt-2 text-sm font-semibold">{profilesText.kept}</h3>
            <KeptValues fields={kept} />
          </>
        )}
      </section>
      <SaveState profile={profile} />
    </div>
  );
}

interface ReportProps {
  workspace: string;
  card: ResearchCard;
  profile: Profile;
  isOpen: boolean;
  onToggle: () => void;
}

function Report({ workspace, card, profile, isOpen, onToggle }: ReportProps) {
  const write = useFigure();
  const label = words.cards[card.id] ?? card.id;
  const texts = card.fields
    .map((name) => profile.valueOf('market_research', name))
    .filter((value) => typeof value === 'string' && value !== '');
  const text = texts.join('\n');
  const compared = profile.valueOf('market_research', 'competitors_analyzed');
  const facts = [
    text === '' ? words.notWritten : profilesText.words(write(text.match(/\S+/g)?.length ?? 0)),
    card.id === 'gap' && typeof compared === 'number' && words.compared(write(compared)),
    card.id === 'sources' && text !== '' && words.sources(write(text.match(/^\s*(\d+[.)]|[-*])\s/gm)?.length ?? 0)),
  ].filter((one) => one !== false && one !== '');
  return (
    <li
      aria-label={label}
      className={cx('flex flex-col gap-1 rounded-lg border bg-surface px-4 py-3', isOpen && 'col-span-full')}
    >
      <h2 className="text-base font-semibold">{label}</h2>
      <p className="text-sm text-muted tabular-nums">{facts.join(' · ')}</p>
      {isOpen ? (
        <div className="flex flex-col gap-3 py-2">
          {card.fields.map((name) => (
            <ProfileFieldControl
              key={name}
              {...{ workspace, profile }}
              kind="market_research"
              field={{ name, as: 'long' }}
              hideLabel={card.fields.length === 1}
              rows={card.fields.length === 1 ? 18 : 6}
            />
          ))}
        </div>
      ) : (
        text !== '' && (
          <p dir="auto" className="line-clamp-2 [overflow-wrap:anywhere]">
            {firstWords(text)}
          </p>
        )
      )}
      <div className="-ms-2.5 pt-1">
        <Button
          size="sm"
          variant="quiet"
          aria-expanded={isOpen}
          aria-label={isOpen ? words.closeOf(label) : text === '' ? words.writeOf(label) : words.readOf(label)}
          onPress={onToggle}
          className="text-accent-text"
        >
          {isOpen ? words.close : text === '' ? words.write : words.read}
        </Button>
      </div>
    </li>
  );
}

/** How a report begins: what stands below its headings, without the marks of Markdown. */
const firstWords = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .join(' ')
    .replaceAll(/[*_`>]/g, '')
    .slice(0, 400);
