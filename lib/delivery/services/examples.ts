import { ENDPOINTS, type Endpoint } from '../core/endpoints.ts';
import { answerContent } from './api.ts';

/** A request that works on this install and what came back, shortened for reading. */
export interface Example {
  path: string;
  body: string | null;
}

const LONGEST_TEXT = 90;
const MOST_ITEMS = 2;

/** One example an endpoint, from the open workspace named: what is shown in the reference is what is really sent. */
export async function contentExamples(workspace: string): Promise<Record<string, Example>> {
  const [trail, concept, spark] = await Promise.all([
    firstSlug(workspace, 'trails'),
    firstSlug(workspace, 'concepts'),
    firstSlug(workspace, 'sparks'),
  ]);
  const endpoints: Endpoint[] = Object.values(ENDPOINTS);
  const made = await Promise.all(
    endpoints.map(async ({ name, example }): Promise<[string, Example]> => {
      const path = example
        .replace('{trail}', trail ?? 'a-trail')
        .replace('{concept}', concept ?? 'a-concept')
        .replace('{spark}', spark ?? 'a-spark');
      const found = await read(workspace, path);
      return [name, { path, body: found === null ? null : JSON.stringify(shorten(found), null, 2) }];
    }),
  );
  return Object.fromEntries(made);
}

async function firstSlug(workspace: string, list: string): Promise<string | undefined> {
  const found = (await read(workspace, `/${list}?limit=1`)) as { data: { slug: string }[] } | null;
  return found?.data[0]?.slug;
}

async function read(workspace: string, path: string): Promise<unknown> {
  const { status, body } = await answerContent(new Request(`http://localhost/api/v1/${workspace}${path}`));
  return status === 200 && body ? (JSON.parse(body.toString()) as unknown) : null;
}

function shorten(value: unknown): unknown {
  if (typeof value === 'string')
    return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT).trimEnd()} …` : value;
  if (Array.isArray(value)) return value.slice(0, MOST_ITEMS).map(shorten);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shorten(item)]));
}
