import { suggestionsRead } from '#lib/graph/reads/suggestions.ts';

export const GET = suggestionsRead;
