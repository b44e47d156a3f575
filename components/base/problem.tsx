'use client';

import { Button } from '#components/ui/button.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { EntityLink, type EntityRef } from './kind.tsx';
import { baseText } from './text.ts';

export interface QueryProblemProps {
  error: unknown;
  /** What could not be loaded: "The snapshots could not be loaded". */
  title?: string;
  onRetry?: () => void;
}

/** A list or page that could not be read, in its place, with a way to try again. */
export function QueryProblem({ error, title = baseText.notLoaded, onRetry }: QueryProblemProps) {
  return (
    <ProblemNotice
      title={title}
      why={problemOf(error).message}
      actions={
        onRetry && (
          <Button size="sm" onPress={onRetry}>
            {baseText.tryAgain}
          </Button>
        )
      }
    />
  );
}

const SHOWN = 8;

function newerThings(detail: unknown): EntityRef[] {
  return Array.isArray(detail) ? detail.filter((one) => typeof one === 'object' && one !== null && 'kind' in one) : [];
}

export interface UndoRefusalProps {
  workspace: string;
  error: unknown;
  /** What could not be undone: "The import was not undone". */
  title: string;
  onClose?: () => void;
}

/** Why a change set could not be undone: what is newer, each thing with its place. */
export function UndoRefusal({ workspace, error, title, onClose }: UndoRefusalProps) {
  const problem = problemOf(error);
  const newer = problem.code === 'conflict' ? newerThings(problem.detail) : [];
  return (
    <ProblemNotice
      title={title}
      why={newer.length > 0 ? baseText.newerWhy(newer.length) : problem.message}
      next={
        newer.length > 0 && (
          <>
            <span className="flex flex-col gap-1 py-1.5">
              {newer.slice(0, SHOWN).map((one) => (
                <EntityLink key={`${one.kind}:${one.slug}:${one.label}`} workspace={workspace} entity={one} />
              ))}
              {newer.length > SHOWN && <span>{baseText.more(String(newer.length - SHOWN))}</span>}
            </span>
            {baseText.newerNext}
          </>
        )
      }
      actions={
        onClose && (
          <Button size="sm" onPress={onClose}>
            {baseText.close}
          </Button>
        )
      }
    />
  );
}
