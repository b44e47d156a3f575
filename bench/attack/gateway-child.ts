// The embedded API as a process of its own, as an install runs it: what attacks it must not share its event loop.
import { type GatewayOptions, startGateway } from '#lib/studio/embedded/gateway.ts';

const gateway = await startGateway(JSON.parse(String(process.env.GATEWAY)) as GatewayOptions);
process.send?.(gateway.url);
// Ends with whoever started it.
process.once('disconnect', () => process.exit(0));
