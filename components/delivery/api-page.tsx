import { Mark } from '#components/ui/mark.tsx';
import { Endpoint, type EndpointProps, Fields } from './endpoint.tsx';
import type { OpenApi } from './openapi.ts';
import { Code, CodeBlock, DocTable, Prose } from './table.tsx';
import { DOC_TEXT } from './text.ts';

export interface ApiPageProps {
  document: OpenApi;
  base: string;
  examples: Record<string, NonNullable<EndpointProps['example']>>;
  problems: { code: string; status: number; title: string }[];
}

/** The reference of the content API. Server-rendered, readable without scripts. */
export function ApiPage({ document, base, examples, problems }: ApiPageProps) {
  const operations = Object.entries(document.paths).map(([path, { get }]) => ({ path, operation: get }));
  return (
    <div className="mx-auto flex max-w-6xl gap-10 px-5 py-8 lg:px-8">
      <Contents operations={operations} />
      <main className="min-w-0 max-w-3xl flex-1">
        <Head document={document} base={base} />
        <Start base={base} />
        <h2 id="endpoints" className="scroll-mt-6 border-t border-line pt-8 pb-6 text-xl font-semibold">
          {sections.endpoints}
        </h2>
        {operations.map(({ path, operation }) => (
          <Endpoint
            key={path}
            document={document}
            path={path}
            operation={operation}
            base={base}
            example={examples[operation.operationId]}
          />
        ))}
        <Schemas document={document} />
        <Problems problems={problems} />
      </main>
    </div>
  );
}

const { sections } = DOC_TEXT;

function Contents({ operations }: { operations: { path: string; operation: { operationId: string } }[] }) {
  return (
    <nav
      aria-label={DOC_TEXT.title}
      className="sticky top-8 hidden max-h-[calc(100dvh-4rem)] w-52 shrink-0 self-start overflow-y-auto text-sm lg:block"
    >
      <ul className="space-y-1">
        <NavItem id="start">{sections.start}</NavItem>
        <NavItem id="endpoints">{sections.endpoints}</NavItem>
        <li>
          <ul className="space-y-1 border-l border-line pl-3">
            {operations.map(({ path, operation }) => (
              <NavItem key={path} id={operation.operationId}>
                <span className="font-mono text-xs">{path}</span>
              </NavItem>
            ))}
          </ul>
        </li>
        <NavItem id="schemas">{sections.schemas}</NavItem>
        <NavItem id="problems">{sections.problems}</NavItem>
      </ul>
    </nav>
  );
}

function Head({ document, base }: Pick<ApiPageProps, 'document' | 'base'>) {
  return (
    <header className="pb-6">
      <div className="flex items-center gap-3">
        <Mark size={32} />
        <h1 className="min-w-0 flex-1 text-2xl font-semibold">{document.info.title}</h1>
        <a className="shrink-0 text-accent-text underline underline-offset-2" href="/">
          {DOC_TEXT.studio}
        </a>
      </div>
      <p className="mt-3 text-base text-muted">{document.info.summary}</p>
      <p className="mt-2">
        <Code>{base}</Code>{' '}
        <a className="ml-2 text-accent-text underline underline-offset-2" href="/api/v1/openapi.json">
          {DOC_TEXT.openapi}
        </a>
      </p>
    </header>
  );
}

function Start({ base }: Pick<ApiPageProps, 'base'>) {
  return (
    <section aria-labelledby="start" className="border-t border-line py-8">
      <h2 id="start" className="scroll-mt-6 text-xl font-semibold">
        {sections.start}
      </h2>
      <CodeBlock label="A first request">{`curl '${base}/trails'\n\ncurl -H 'Authorization: Bearer twk_...' '${base.replace(/[^/]+$/, 'your-workspace')}/trails'`}</CodeBlock>
      <dl className="mt-4 space-y-4">
        {DOC_TEXT.basics.map(([name, text]) => (
          <div key={name}>
            <dt className="font-medium">{name}</dt>
            <dd className="mt-0.5 text-muted">
              <Prose text={text} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Schemas({ document }: Pick<ApiPageProps, 'document'>) {
  return (
    <section aria-labelledby="schemas" className="border-t border-line py-8">
      <h2 id="schemas" className="scroll-mt-6 text-xl font-semibold">
        {sections.schemas}
      </h2>
      {Object.entries(document.components.schemas).map(([name, schema]) => (
        <section key={name} aria-labelledby={`schema-${name}`} className="mt-5">
          <h3 id={`schema-${name}`} className="font-mono text-sm font-semibold">
            {name}
          </h3>
          {schema.description && <p className="text-muted">{schema.description}</p>}
          <Fields caption={`Fields of ${name}`} schema={schema} />
        </section>
      ))}
    </section>
  );
}

function Problems({ problems }: Pick<ApiPageProps, 'problems'>) {
  return (
    <section aria-labelledby="problems" className="border-t border-line py-8">
      <h2 id="problems" className="scroll-mt-6 text-xl font-semibold">
        {sections.problems}
      </h2>
      <p className="mt-2 text-muted">
        <Prose text={DOC_TEXT.problemsIntro} />
      </p>
      <DocTable
        caption={sections.problems}
        head={['Code', 'Status', 'Meaning']}
        rows={problems.map(({ code, status, title }) => ({
          key: code,
          cells: [
            <span key="code" id={code} className="scroll-mt-6">
              <Code>{code}</Code>
            </span>,
            status,
            `${title}.`,
          ],
        }))}
      />
    </section>
  );
}

function NavItem({ id, children }: { id: string; children: React.ReactNode }) {
  return (
    <li>
      <a href={`#${id}`} className="block rounded px-2 py-1 text-muted hover:bg-hover hover:text-ink">
        {children}
      </a>
    </li>
  );
}
