'use client';

import { ChevronRight } from 'lucide-react';
import { Fragment } from 'react';
import { KindIcon } from '#components/base/kind.tsx';
import { baseText } from '#components/base/text.ts';
import { Link } from '#components/ui/link.tsx';
import { type ContentState, StateBadge } from '#components/ui/state-badge.tsx';
import { KINDS } from '#lib/base/core/content-kinds.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { Found } from '#lib/search/data/search.ts';
import { foundHref } from './address.tsx';
import { Hits } from './hits.tsx';
import { searchText } from './text.ts';

interface FoundRowProps {
  workspace: string;
  found: Found;
  state: ContentState | null;
}

/** One hit: what it is, where it stands, and the words around what was asked for. */
export function FoundRow({ workspace, found, state }: FoundRowProps) {
  const { kind, path, difficulty, found_in, excerpt } = found;
  const name = kind === 'package' ? searchText.exercisesOf : capital(KINDS[kind].label[0]);
  return (
    <li className="flex gap-3 border-b py-3.5">
      <KindIcon kind={kind} className="mt-1 size-4 shrink-0 text-faint" />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <h2 className="min-w-0">
            <Link variant="plain" href={foundHref(workspace, found)} className="text-base font-medium break-words">
              <span dir="auto">
                <Hits marked={found.marked_title} />
              </span>
            </Link>
          </h2>
          {state && <StateBadge state={state} size="sm" />}
        </div>
        <p className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5 text-sm text-muted">
          <span>{name}</span>
          {path.length > 0 && <span className="text-faint">{searchText.in}</span>}
          {path.map((step, at) => (
            <Fragment key={`${step.kind}:${step.slug}`}>
              {at > 0 && <ChevronRight aria-hidden className="size-3 shrink-0 text-faint rtl:rotate-180" />}
              <Link
                variant="plain"
                href={inWorkspace(workspace).entity(step.kind, step.slug)}
                className="min-w-0 truncate text-muted"
              >
                <span dir="auto" title={step.title}>
                  {step.title}
                </span>
              </Link>
            </Fragment>
          ))}
          {difficulty && <Fact>{baseText.difficulty[difficulty]}</Fact>}
          {found_in.length > 0 && <Fact>{searchText.foundIn(found_in.map((place) => searchText.hitIn[place]))}</Fact>}
        </p>
        {excerpt !== '' && (
          <p dir="auto" className="line-clamp-3 max-w-prose text-base break-words text-muted">
            <Hits marked={excerpt} />
          </p>
        )}
      </div>
    </li>
  );
}

function Fact({ children }: { children: React.ReactNode }) {
  return (
    <span className="flex items-center gap-1.5">
      <span aria-hidden className="size-0.5 rounded-full bg-faint" />
      {children}
    </span>
  );
}

const capital = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
