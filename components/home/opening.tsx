'use client';

import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { LinkButton } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { relativeTime } from '#components/ui/relative-time.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { minutesFor } from '#lib/home/core/work.ts';
import { peopleQuery } from '#lib/people/queries/workspaces.ts';
import { homeText } from './text.ts';
import type { HomeData } from './use-home.ts';
import { blockedOf } from './waiting.tsx';

const words = homeText.opening;

export interface OpeningProps {
  workspace: string;
  user_id: string;
  isReviewer: boolean;
  home: HomeData;
}

/** Who is here, what waits in two or three sentences, and the one button that goes on with it. */
export function Opening({ workspace, user_id, isReviewer, home }: OpeningProps) {
  const { data: people } = useQuery(peopleQuery(workspace));
  const name = people?.[user_id]?.display_name.split(/\s+/)[0];
  const hour = useHour();
  const said = useSentences(isReviewer, home);
  const at = inWorkspace(workspace);
  const open = home.work.data?.drafts.open ?? 0;
  const canReview = isReviewer && open > 0;
  const last = home.work.data?.places[0];
  return (
    <header className="flex flex-wrap items-start gap-x-6 gap-y-3">
      <div className="flex min-w-60 flex-1 flex-col gap-1.5">
        <h1 dir="auto" className="text-title text-2xl font-semibold tracking-tight">
          {words.greeting(hour, name)}
        </h1>
        {said.length > 0 && <p className="max-w-prose text-lg text-pretty text-muted">{said.join(' ')}</p>}
      </div>
      {canReview ? (
        <LinkButton variant="primary" href={at.review()}>
          {words.start}
          <span className="max-md:hidden">
            <Kbd keys="G then R" inverted />
          </span>
        </LinkButton>
      ) : (
        last && (
          <LinkButton variant="primary" href={at.spark(last.slug, { edit: '1' })} className="max-w-full">
            <span dir="auto" className="truncate">
              {words.continue(last.title)}
            </span>
          </LinkButton>
        )
      )}
    </header>
  );
}

const never = () => () => undefined;
/** The hour on the clock of the reader, which the server cannot know. */
const useHour = () =>
  useSyncExternalStore(
    never,
    () => new Date().getHours(),
    () => null,
  );

function useSentences(isReviewer: boolean, { overview, work, told }: HomeData): string[] {
  const number = useNumber();
  const { locale } = useLocale();
  const isHere = useHour() !== null;
  const said: string[] = [];
  const { drafts, pace_seconds } = work.data ?? {};
  if (isReviewer && drafts && drafts.open > 0) {
    said.push(words.open(number(drafts.open), drafts.open === 1, drafts.most));
    // Of a moment, which the server would write by its own clock.
    if (drafts.oldest && isHere)
      said.push(words.oldest(relativeTime(new Date(drafts.oldest).getTime(), Date.now(), locale)));
    if (pace_seconds !== null && pace_seconds !== undefined)
      said.push(words.pace(number(minutesFor(drafts.open, pace_seconds))));
    return said;
  }
  const waiting = (told.data?.items ?? []).filter(({ is_read }) => !is_read);
  const rejected = waiting.filter(({ kind }) => kind === 'rejected').reduce((sum, { total }) => sum + total, 0);
  const questions = waiting.filter(({ kind }) => kind === 'mention').length;
  if (rejected > 0) said.push(words.rejected(number(rejected), rejected === 1));
  if (questions > 0) said.push(words.questions(number(questions), questions === 1));
  const answers = waiting.filter(({ kind }) => kind === 'reply').length;
  if (answers > 0) said.push(words.answers(number(answers), answers === 1));
  if (overview.data) {
    const blocked = blockedOf(overview.data);
    const { total } = overview.data.pending;
    if (total > 0) said.push(words.changed(number(total), total === 1));
    if (blocked > 0) said.push(words.blocked(number(blocked), blocked === 1));
  }
  return said;
}
