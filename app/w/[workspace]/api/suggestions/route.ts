import { suggestionsRead } from '#lib/actions/suggestions-read';

export const GET = suggestionsRead;
