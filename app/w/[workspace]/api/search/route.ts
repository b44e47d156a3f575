import { searchRead } from '#lib/search/reads.ts';

export const GET = searchRead;
