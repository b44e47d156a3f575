'use client';

import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { Button } from '#components/ui/button.tsx';
import { dateFormat } from '#components/ui/formats.ts';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import {
  COUNTED,
  keptFields,
  PROFILE_SECTIONS,
  type ProfiledKind,
  type ProfileSection,
} from '#lib/catalogue/core/profiles.ts';
import type { ProfilePanel as Panel } from '#lib/catalogue/data/profiles.ts';
import { profileQuery } from '#lib/catalogue/queries/profiles.ts';
import { ArtImage } from './art-image.tsx';
import { CourseLessons, useCourseWords } from './course-lessons.tsx';
import { ExportFile } from './export-file.tsx';
import type { ProfileFieldProps } from './field-props.ts';
import { KeptValues } from './kept-values.tsx';
import { Conversations, Resources, Runs } from './parts.tsx';
import { Podcast } from './podcast-player.tsx';
import { ProfileFieldControl } from './profile-field.tsx';
import { ProfileNotices } from './profile-notices.tsx';
import { SaveState } from './save-state.tsx';
import { profilesText } from './text.ts';
import { type FigureWriter, useFigure } from './use-figure.ts';
import { type Profile, useProfile } from './use-profile.ts';

export interface ProfilePanelProps {
  workspace: string;
  kind: ProfiledKind;
  id: string;
  /** Of what goes out as a file of its own. */
  slug?: string;
}

/** A concept as a unit, a spark as a lesson, a trail as a course: everything that such files bring, edited like any text. */
export function ProfilePanel({ workspace, kind, id, slug }: ProfilePanelProps) {
  const { data, error } = useQuery(profileQuery(workspace, kind, id));
  // A panel that could not be read again stays: somebody may be writing in it.
  if (!data) return error ? <ProblemNotice title={problemOf(error).message} /> : <TextSkeleton lines={8} />;
  return <OpenPanel workspace={workspace} kind={kind} id={id} slug={slug} panel={data} />;
}

function OpenPanel({ workspace, kind, id, slug, panel }: ProfilePanelProps & { panel: Panel }) {
  const profile = useProfile(workspace, { kind, id }, panel);
  const kept = keptFields(kind, panel.profile);
  const parts: [part: string, count: number, content: ReactNode][] = [
    ['resources', panel.resources.length, <Resources key="r" workspace={workspace} resources={panel.resources} />],
    [
      'conversations',
      panel.conversations.length,
      <Conversations key="c" workspace={workspace} conversations={panel.conversations} />,
    ],
    ['runs', panel.runs.length, <Runs key="u" runs={panel.runs} />],
    ['kept', kept.length, <KeptValues key="k" fields={kept} />],
  ];
  const shown = parts.filter(([, count]) => count > 0);
  return (
    <div className="grid gap-x-10 gap-y-6 @3xl:grid-cols-[minmax(0,1fr)_11rem]">
      <div className="flex min-w-0 flex-col">
        <ProfileNotices profile={profile} />
        {slug !== undefined && kind !== 'spark' && (
          // On the line of the first heading, and above the section that it stands in.
          <div className="relative z-10 -mb-12 flex justify-end">
            <ExportFile workspace={workspace} kind={kind} slug={slug} />
          </div>
        )}
        {PROFILE_SECTIONS[kind].map((section, at) => (
          <Section key={section.id} id={section.id}>
            {section.id === 'podcast' && kind === 'spark' && panel.profile && (
              <Podcast workspace={workspace} spark_id={id} profile={panel.profile} />
            )}
            {section.id === 'art' && panel.profile && (
              <ArtImage workspace={workspace} concept_id={id} profile={panel.profile} />
            )}
            {section.id === 'curriculum' && <CourseLessons workspace={workspace} trail_id={id} />}
            <Fields {...{ workspace, section, profile, panel }} />
            {at === 0 &&
              (kind === 'trail' ? <CountedCourse {...{ workspace, id, panel }} /> : <Counted panel={panel} />)}
            {at === 0 && typeof panel.profile?.published_at === 'string' && (
              <FirstPublished at={panel.profile.published_at} />
            )}
          </Section>
        ))}
        {shown.map(([part, count, content]) => (
          <Section key={part} id={part} note={count}>
            {content}
          </Section>
        ))}
        <SaveState profile={profile} />
      </div>
      <Side kind={kind} parts={shown.map(([part, count]) => [part, count])} />
    </div>
  );
}

function Section({ id, note, children }: { id: string; note?: number; children: ReactNode }) {
  const write = useFigure();
  return (
    <section
      aria-labelledby={`${id}-part`}
      className="flex scroll-mt-4 flex-col gap-3 border-b pb-6 not-first:pt-6 last:border-b-0"
    >
      <h2 id={`${id}-part`} tabIndex={-1} className="flex items-baseline gap-2 text-base font-semibold outline-none">
        {profilesText.sections[id]}
        {note !== undefined && <span className="text-sm font-normal text-muted tabular-nums">{write(note)}</span>}
      </h2>
      {children}
    </section>
  );
}

interface FieldsProps {
  workspace: string;
  section: ProfileSection;
  profile: Profile;
  panel: Panel;
}

function Fields({ workspace, section, profile, panel }: FieldsProps) {
  const write = useFigure();
  const { lessons } = panel.counted;
  const shared = { workspace, kind: section.kind, profile, personas: panel.personas };
  const isLong = (as: string) => as === 'long' || as === 'record' || as === 'curriculum';
  const short = section.fields.filter(({ as }) => !isLong(as));
  const long = section.fields.filter(({ as }) => isLong(as));
  const help = (name: string) =>
    name === 'target_lesson_count' && lessons !== undefined
      ? profilesText.there(write(lessons))
      : name === 'podcast_audio_object_id'
        ? profilesText.media.recordingHelp
        : undefined;
  return (
    <>
      {short.length > 0 && (
        <div className="grid items-start gap-3 @md:grid-cols-2 @2xl:grid-cols-3">
          {short.map((field) => (
            <ProfileFieldControl key={field.name} {...shared} field={field} help={help(field.name)} />
          ))}
        </div>
      )}
      {long.map((field) => (
        <LongField key={field.name} {...shared} field={field} hideLabel={section.fields.length === 1} />
      ))}
    </>
  );
}

/** A long text: four lines at rest, all of it where somebody wants to see it whole. */
function LongField(props: Omit<ProfileFieldProps, 'rows'>) {
  const write = useFigure();
  const [isWhole, setWhole] = useState(false);
  const value = props.profile.valueOf(props.kind, props.field.name);
  const words = typeof value === 'string' ? (value.match(/\S+/g)?.length ?? 0) : 0;
  return (
    <div className="flex flex-col gap-1">
      <div className={isWhole ? '' : '[&_textarea]:max-h-28'}>
        <ProfileFieldControl {...props} rows={isWhole ? 24 : 3} />
      </div>
      {words > 40 && (
        <div className="flex items-center justify-between">
          <span className="text-sm text-muted tabular-nums">{profilesText.words(write(words))}</span>
          <Button variant="quiet" size="sm" aria-expanded={isWhole} onPress={() => setWhole(!isWhole)}>
            {isWhole ? profilesText.closeWhole : profilesText.openWhole}
          </Button>
        </div>
      )}
    </div>
  );
}

/** A course counts the words of its lessons as well. */
function CountedCourse({ workspace, id, panel }: { workspace: string; id: string; panel: Panel }) {
  return <Counted panel={panel} words={useCourseWords(workspace, id)} />;
}

/** The day of the first promotion, or the one that its file says. */
function FirstPublished({ at }: { at: string }) {
  const { locale } = useLocale();
  const day = dateFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(at.slice(0, 10)));
  return <p className="text-sm text-muted">{profilesText.firstPublished(day)}</p>;
}

/** Figures as plain numbers: nobody types them. */
function Counted({ panel, words }: { panel: Panel; words?: number }) {
  const write = useFigure();
  const { modules, lessons, minutes } = panel.counted;
  const counted: [string, string][] = [
    ...(modules === undefined ? [] : ([['modules', write(modules)]] as [string, string][])),
    ...(lessons === undefined ? [] : ([['lessons', write(lessons)]] as [string, string][])),
    ...(minutes === undefined
      ? []
      : ([['hours', write(minutes / 60, { maximumFractionDigits: 1 })]] as [string, string][])),
    ...(words === undefined ? [] : ([['words', write(words)]] as [string, string][])),
    ...[...COUNTED].flatMap((name): [string, string][] => {
      const value = panel.profile?.[name];
      return value === null || value === undefined ? [] : [[name, figureOf(name, value, write)]];
    }),
  ];
  if (counted.length === 0) return null;
  return (
    <div className="flex flex-col gap-2 pt-1">
      <dl className="flex flex-wrap gap-x-9 gap-y-3">
        {counted.map(([name, value]) => (
          <div key={name}>
            <dt className="text-sm text-muted">{profilesText.figures[name] ?? name}</dt>
            <dd className="text-lg font-semibold tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="text-sm text-muted">{profilesText.counted}</p>
    </div>
  );
}

function figureOf(name: string, value: unknown, write: FigureWriter): string {
  if (typeof value === 'boolean') return value ? profilesText.yes : profilesText.no;
  if (typeof value !== 'number') return String(value);
  if (name === 'generation_duration_seconds') return profilesText.seconds(write(value));
  if (name === 'generation_cost_usd') return profilesText.dollars(write(value, { maximumFractionDigits: 4 }));
  return write(value, { maximumFractionDigits: 2 });
}

/** The parts of the panel, where there is room beside it. */
function Side({ kind, parts }: { kind: ProfiledKind; parts: [string, number][] }) {
  const write = useFigure();
  const sections = PROFILE_SECTIONS[kind].map(({ id }): [string, number | null] => [id, null]);
  return (
    <aside className="top-4 flex flex-col gap-3 self-start text-sm @3xl:sticky">
      <nav aria-label={profilesText.parts} className="hidden flex-col @3xl:flex">
        {[...sections, ...parts].map(([id, count]) => (
          <a
            key={id}
            href={`#${id}-part`}
            className="flex items-center justify-between rounded-md px-3 py-1.5 text-muted hover:bg-hover hover:text-ink"
          >
            {profilesText.sections[id]}
            {count !== null && <span className="tabular-nums">{write(count)}</span>}
          </a>
        ))}
      </nav>
      <p className="text-muted @3xl:px-3">{profilesText.note}</p>
    </aside>
  );
}
