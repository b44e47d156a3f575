'use client';

import { useQuery } from '@tanstack/react-query';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { NewPersona } from '#components/catalogue/courses/new-persona.tsx';
import { PersonaForm } from '#components/catalogue/courses/persona-form.tsx';
import { cx } from '#components/ui/cx.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Link } from '#components/ui/link.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { personasQuery } from '#lib/catalogue/queries/courses.ts';
import { PersonaVoice } from './persona-voice.tsx';
import { rulesText } from './text.ts';

const words = rulesText.personas;

/** The personas that prompts take their voice from: a list, and beside it the one that is open. */
export function PersonasPage({ workspace }: { workspace: string }) {
  const [params, show] = useUrlState();
  const { data, error, refetch } = useQuery(personasQuery(workspace));
  const write = useNumber();
  if (error && !data) return <QueryProblem title={rulesText.notRead} error={error} onRetry={() => void refetch()} />;
  if (!data) return <TextSkeleton lines={6} />;
  const asked = params.get('persona');
  const persona = asked === null ? data[0] : data.find(({ id }) => id === asked);
  const add = <NewPersona workspace={workspace} isQuiet onMade={(id) => show({ persona: id }, 'push')} />;
  if (data.length === 0)
    return (
      <EmptyState drawing="pages" title={words.none} action={add}>
        {words.lead}
      </EmptyState>
    );
  return (
    <div className="grid items-start gap-x-8 gap-y-4 lg:grid-cols-[14.5rem_minmax(0,1fr)]">
      <nav aria-label={words.list} className={cx('flex min-w-0 flex-col gap-2', asked && 'max-lg:hidden')}>
        <ul className="flex flex-col">
          {data.map(({ id, display_name, courses }) => (
            <li key={id}>
              <Link
                variant="plain"
                href={inWorkspace(workspace).voices(id)}
                aria-current={id === persona?.id ? 'page' : undefined}
                className={cx(
                  'flex min-h-11 flex-col justify-center rounded-md px-2.5 py-1.5 no-underline! hover:bg-hover',
                  id === persona?.id && (asked ? 'bg-accent-soft' : 'lg:bg-accent-soft'),
                )}
              >
                <span dir="auto" className="truncate font-medium">
                  {display_name}
                </span>
                <span className="text-sm text-muted tabular-nums">
                  {words.courses(courses.length, write(courses.length))}
                </span>
              </Link>
            </li>
          ))}
        </ul>
        <div>{add}</div>
      </nav>
      <div className={cx('@container min-w-0', !asked && 'max-lg:hidden')}>
        <p className="pb-3 lg:hidden">
          <Link href={inWorkspace(workspace).voices()}>{words.back}</Link>
        </p>
        {persona ? (
          <>
            <PersonaForm
              key={persona.id}
              workspace={workspace}
              persona={persona}
              onRemoved={() => show({ persona: null })}
            />
            <PersonaVoice workspace={workspace} persona_id={persona.id} />
          </>
        ) : (
          <EmptyState compact title={words.gone}>
            {words.goneWhy}
          </EmptyState>
        )}
      </div>
    </div>
  );
}
