import type { Metadata } from 'next';
import { ApiPage, type ApiPageProps } from '#components/delivery/api-page.tsx';
import { env } from '#lib/base/env.ts';
import { VERSION } from '#lib/base/version.ts';
import { contentOpenApi } from '#lib/delivery/core/openapi.ts';
import { CONTENT_PROBLEMS } from '#lib/delivery/core/problem.ts';
import { contentExamples } from '#lib/delivery/services/examples.ts';

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
