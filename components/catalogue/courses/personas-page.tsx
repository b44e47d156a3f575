'use client';

import { useQuery } from '@tanstack/react-query';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { cx } from '#components/ui/cx.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Link } from '#components/ui/link.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { Persona } from '#lib/catalogue/data/courses.ts';
import { personasQuery } from '#lib/catalogue/queries/courses.ts';
import { useFigure } from '../profiles/use-figure.ts';
import { CoursesFrame } from './courses-frame.tsx';
import { personasCsv } from './csv.ts';
import { CsvButton } from './csv-button.tsx';
import { NewPersona } from './new-persona.tsx';
import { PersonaForm } from './persona-form.tsx';
import { coursesText } from './text.ts';

const words = coursesText.persona;

/** The personas of a workspace: a list, and beside it the one that is open. */
export function PersonasPage({ workspace }: { workspace: string }) {
  const [params, show] = useUrlState();
  const { data, error, refetch } = useQuery(personasQuery(workspace));
  const opened = params.get('persona');
  const persona = data?.find(({ id }) => id === opened);
  const open = (id: string | null) => show({ persona: id }, 'push');
  return (
    <CoursesFrame
      workspace={workspace}
      selected="personas"
      actions={
        <>
          <CsvButton
            name={`${workspace}-personas`}
            isDisabled={!data || data.length === 0}
            write={() => personasCsv(data ?? [])}
          />
          <NewPersona workspace={workspace} onMade={open} />
        </>
      }
    >
      {error ? (
        <div className="p-6">
          <QueryProblem title={coursesText.notRead} error={error} onRetry={() => void refetch()} />
        </div>
      ) : !data ? (
        <div className="p-6">
          <TextSkeleton lines={6} />
        </div>
      ) : data.length === 0 ? (
        <EmptyState drawing="pages" title={words.none}>
          {words.noneWhy}
        </EmptyState>
      ) : (
        <div className="flex min-h-0 flex-1">
          <PersonaList workspace={workspace} personas={data} opened={opened} />
          <div
            className={cx('@container min-w-0 flex-1 overflow-y-auto px-4 py-5 md:px-8', !opened && 'max-md:hidden')}
          >
            {opened && (
              <p className="pb-3 md:hidden">
                <Link href={inWorkspace(workspace).personas()}>{words.back}</Link>
              </p>
            )}
            {persona ? (
              <PersonaForm key={persona.id} workspace={workspace} persona={persona} onRemoved={() => open(null)} />
            ) : (
              <EmptyState compact title={opened ? words.gone : words.choose}>
                {opened ? words.goneWhy : words.chooseWhy}
              </EmptyState>
            )}
          </div>
        </div>
      )}
    </CoursesFrame>
  );
}

interface PersonaListProps {
  workspace: string;
  personas: readonly Persona[];
  opened: string | null;
}

function PersonaList({ workspace, personas, opened }: PersonaListProps) {
  const write = useFigure();
  return (
    <nav
      aria-label={words.list}
      className={cx('w-full shrink-0 overflow-y-auto border-e py-2 md:w-72', opened && 'max-md:hidden')}
    >
      <ul className="flex flex-col">
        {personas.map(({ id, display_name, courses }) => (
          <li key={id}>
            <Link
              variant="plain"
              href={inWorkspace(workspace).personas({ persona: id })}
              aria-current={id === opened ? 'page' : undefined}
              className={cx(
                'mx-2 flex min-h-11 flex-col justify-center rounded-md px-3 py-1.5 no-underline! hover:bg-hover',
                id === opened && 'bg-accent-soft',
              )}
            >
              <span dir="auto" className="truncate font-medium">
                {display_name}
              </span>
              <span className="text-sm text-muted tabular-nums">{words.uses(write(courses.length))}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
