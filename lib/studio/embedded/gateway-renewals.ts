import { Shares } from '../processes/shares.ts';

type Answer = (request: Request, peerAddress: string | null) => Promise<Response> | Response;

/**
 * Lets renewals of one session take turns. The library reads a token, then marks it as spent: two at once both read it unspent and
 * both make a successor, and whoever comes third with the old one is taken for a thief, which ends the session for everybody. One
 * after the other, the second is given the successor of the first, as a hosted Auth does it under a lock of the row.
 */
export function renewInTurn(answer: Answer): Answer {
  const turns = new Shares();
  return async (request, peerAddress) => {
    const { pathname, searchParams } = new URL(request.url);
    const renews = pathname === '/auth/v1/token' && searchParams.get('grant_type') === 'refresh_token';
    const token = renews && request.method === 'POST' ? await tokenOf(request.clone()) : null;
    return token === null
      ? answer(request, peerAddress)
      : turns.run(token, 1, async () => answer(request, peerAddress));
  };
}

async function tokenOf(request: Request): Promise<string | null> {
  const body = (await request.json().catch(() => null)) as { refresh_token?: unknown } | null;
  return typeof body?.refresh_token === 'string' ? body.refresh_token : null;
}
