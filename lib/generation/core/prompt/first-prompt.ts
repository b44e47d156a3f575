import type { JobKind } from '../job.ts';
import type { PieceType } from '../maker.ts';
import { type ContentType, RESEARCH_REPORTS, type ResearchReport } from './content-types.ts';

/** What the first prompt of a job is for, where a model drafts it: the one that is previewed before it starts. */
export function firstPrompt(kind: JobKind, piece: PieceType): { content_type: ContentType; report?: ResearchReport } {
  switch (kind) {
    case 'course':
    case 'market_research':
      return { content_type: 'market_research', report: RESEARCH_REPORTS[0] };
    case 'companion_piece':
      return { content_type: `companion_${piece}` };
    default:
      return { content_type: kind };
  }
}
