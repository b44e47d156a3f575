import { Import, Plus } from 'lucide-react';
import { LinkButton } from '#components/ui/button.tsx';
import { Drawing } from '#components/ui/drawings.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { homeText } from './text.ts';

/** How to begin: two ways in, and what comes after. */
export function FirstRun({ workspace }: { workspace: string }) {
  return (
    <div className="flex flex-col gap-12">
      <section className="flex flex-col items-center gap-4 rounded-lg border border-dashed border-strong px-6 py-12 text-center">
        <Drawing name="trail" />
        <div className="flex max-w-md flex-col gap-1">
          <h2 className="text-lg font-semibold">{homeText.firstTitle}</h2>
          <p className="text-balance text-muted">{homeText.first}</p>
        </div>
        <div className="flex flex-wrap justify-center gap-2">
          <LinkButton variant="primary" icon={<Import />} href={inWorkspace(workspace).newImport}>
            {homeText.import}
          </LinkButton>
          <LinkButton icon={<Plus />} href={inWorkspace(workspace).outline}>
            {homeText.create}
          </LinkButton>
        </div>
      </section>
      <ol className="grid gap-8 sm:grid-cols-3">
        {homeText.steps.map((step, place) => (
          <li key={step.title} className="flex flex-col gap-1 border-t pt-3">
            <span className="font-mono text-sm text-faint">{place + 1}</span>
            <h3 className="font-medium">{step.title}</h3>
            <p className="text-muted">{step.why}</p>
          </li>
        ))}
      </ol>
    </div>
  );
}
