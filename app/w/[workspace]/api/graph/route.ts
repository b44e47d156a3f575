import { graphRead } from '#lib/actions/graph';

export const GET = graphRead;
