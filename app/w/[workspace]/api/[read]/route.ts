import { serveRead } from '#lib/base/reads/serve-read.ts';
import { reads } from './registry.ts';

/** What pages of the studio ask (docs/decisions/051-reads-are-requests.md). */
async function answer(request: Request, { params }: { params: Promise<{ workspace: string; read: string }> }) {
  return serveRead(reads, request, await params);
}

export { answer as GET, answer as POST };
