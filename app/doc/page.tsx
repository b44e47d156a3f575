import type { Metadata } from 'next';
import { ApiPage, type ApiPageProps } from '#components/doc/api-page';
import { contentOpenApi } from '#lib/core/content-openapi';
import { CONTENT_PROBLEMS } from '#lib/core/content-problem';
import { env } from '#lib/env';
import { VERSION } from '#lib/processes/version';
import { contentExamples } from '#lib/services/content-examples';

export const dynamic = 'force-dynamic';
export const metadata: Metadata = { title: 'Content API' };

// Every install has it, and where it is open its content makes the examples.
const WORKSPACE = 'demo';

export default async function ContentApiReference() {
  return (
    <ApiPage
      document={contentOpenApi(VERSION) as unknown as ApiPageProps['document']}
      base={`${env().siteUrl}/api/v1/${WORKSPACE}`}
      examples={await contentExamples(WORKSPACE)}
      problems={Object.entries(CONTENT_PROBLEMS).map(([code, { status, title }]) => ({ code, status, title }))}
    />
  );
}
