import { searchRead } from '#lib/actions/search';

export const GET = searchRead;
