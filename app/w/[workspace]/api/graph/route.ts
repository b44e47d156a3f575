import { graphRead } from '#lib/graph/reads/graph.ts';

export const GET = graphRead;
