import { type OpenApi, type Operation, resolve, type Schema, typeName } from './openapi.ts';
import { Code, CodeBlock, DocTable, Prose } from './table.tsx';

export interface EndpointProps {
  document: OpenApi;
  path: string;
  operation: Operation;
  base: string;
  example?: { path: string; body: string | null };
}

/** One address: what it takes, what it gives, and a request that can be tried. */
export function Endpoint({ document, path, operation, base, example }: EndpointProps) {
  const { operationId, summary, description, parameters, responses } = operation;
  const schema = resolve(document, responses[200]?.content?.['application/json']?.schema ?? {});
  return (
    <section aria-labelledby={operationId} className="border-t border-line py-8">
      <h3 id={operationId} className="scroll-mt-6 text-lg font-semibold">
        {summary}
      </h3>
      <p className="mt-1 font-mono text-sm">
        <span className="font-semibold text-accent-text">GET</span> {path}
      </p>
      {description && (
        <p className="mt-2 text-muted">
          <Prose text={description} />
        </p>
      )}
      {parameters.length > 0 && (
        <DocTable
          caption={`Parameters of ${path}`}
          head={['Parameter', 'Is', 'Meaning']}
          rows={parameters.map(({ name, required, schema: type, description: meaning }) => ({
            key: name,
            cells: [
              <Code key="name">{name}</Code>,
              `${typeName(type)}${required ? ', required' : ''}`,
              <Prose key="meaning" text={meaningOf(name, type, meaning)} />,
            ],
          }))}
        />
      )}
      <Fields caption={`Fields of an answer of ${path}`} schema={schema} />
      {example && (
        <>
          <CodeBlock label="Request">{`curl '${base}${example.path}'`}</CodeBlock>
          {example.body && <CodeBlock label="Answer, shortened">{example.body}</CodeBlock>}
        </>
      )}
    </section>
  );
}

function meaningOf(name: string, type: Schema, meaning: string | undefined): string {
  if (meaning) return meaning;
  if (type.default !== undefined) return `${String(type.default)} unless given.`;
  return name === 'slug' ? 'The slug; renamed ones are redirected.' : '';
}

export function Fields({ caption, schema }: { caption: string; schema: Schema }) {
  if (!schema.properties) return null;
  return (
    <DocTable
      caption={caption}
      head={['Field', 'Is', 'Meaning']}
      rows={Object.entries(schema.properties).map(([name, type]) => ({
        key: name,
        cells: [
          <Code key="name">{name}</Code>,
          typeName(type),
          <Prose key="meaning" text={type.description ?? type.items?.description ?? ''} />,
        ],
      }))}
    />
  );
}
