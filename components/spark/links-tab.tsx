import { Link } from '#components/ui/link';
import { StateBadge } from '#components/ui/state-badge';
import type { SparkLinkEnd } from '#lib/data/sparks';
import { workbenchHref } from '../outline/address';
import { LINK_WORDS, LinkStroke } from './link-stroke';
import { text } from './text.ts';

export interface LinksTabProps {
  workspace: string;
  before: SparkLinkEnd[];
  after: SparkLinkEnd[];
}

/** What this spark builds on, and what builds on it. */
export function LinksTab({ workspace, before, after }: LinksTabProps) {
  return (
    <div className="grid w-full max-w-6xl gap-x-12 gap-y-8 px-4 py-6 md:px-8 lg:grid-cols-2">
      <Side
        title={text.links.before}
        help={text.links.beforeHelp}
        none={text.links.beforeNone}
        ends={before}
        workspace={workspace}
      />
      <Side
        title={text.links.after}
        help={text.links.afterHelp}
        none={text.links.afterNone}
        ends={after}
        workspace={workspace}
      />
    </div>
  );
}

interface SideProps {
  title: string;
  help: string;
  none: string;
  ends: SparkLinkEnd[];
  workspace: string;
}

function Side({ title, help, none, ends, workspace }: SideProps) {
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-2">
      <div className="flex items-baseline gap-3">
        <h2 className="text-base font-semibold">{title}</h2>
        <p className="text-sm text-muted">{help}</p>
      </div>
      {ends.length === 0 ? (
        <p className="border-t py-3 text-muted">{none}</p>
      ) : (
        <ul className="border-t">
          {ends.map(({ id, link_type, weight, description, spark }) => (
            <li key={id} className="flex flex-col gap-1 border-b py-3">
              <div className="flex min-w-0 items-center gap-2.5">
                <LinkStroke type={link_type} />
                <Link
                  variant="plain"
                  href={workbenchHref(workspace, spark.slug)}
                  className="text-title min-w-0 flex-1 font-medium"
                >
                  <span dir="auto">{spark.title}</span>
                </Link>
                {!spark.is_published && <StateBadge state="draft" size="sm" />}
              </div>
              <p className="flex items-center gap-2 ps-9.5 text-sm text-muted">
                <span>{LINK_WORDS[link_type]}</span>
                {weight !== null && (
                  <span className="tabular-nums">
                    {text.links.weight} {weight.toFixed(2)}
                  </span>
                )}
              </p>
              <p dir="auto" className="text-title ps-9.5 text-muted">
                {description || <span className="text-faint">{text.links.noReason}</span>}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
