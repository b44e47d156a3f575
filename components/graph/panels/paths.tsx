'use client';

import { Segmented } from '#components/ui/segmented.tsx';
import { PathEffect } from './path-effect.tsx';
import { PathGoal } from './path-goal.tsx';
import { PathOrder } from './path-order.tsx';
import { panelsText } from './text.ts';
import { PATH_VIEWS, usePaths } from './use-paths.ts';

/** Ways through the graph: to a goal, from somewhere on, and the order of a whole trail. */
export function Paths() {
  const paths = usePaths();
  return (
    <section aria-label={panelsText.paths.title} className="flex flex-col">
      <div className="flex px-4 py-3">
        <Segmented
          label={panelsText.paths.view}
          items={PATH_VIEWS.map((id) => ({ id, label: panelsText.paths.views[id] }))}
          value={paths.view}
          onChange={(view) => paths.write({ paths: view === 'goal' ? null : view })}
        />
      </div>
      {paths.view === 'goal' && <PathGoal paths={paths} />}
      {paths.view === 'effect' && <PathEffect paths={paths} />}
      {paths.view === 'order' && <PathOrder paths={paths} />}
    </section>
  );
}
