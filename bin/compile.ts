// Reads every module that a studio starts from and does nothing else: what Node makes of them is in its compile cache afterwards,
// so that already the first start is as light as the later ones (bin/studio.mjs).
import './studio.ts';
import '#lib/studio/embedded/gateway-process.ts';
import '#lib/studio/processes/web-process.ts';
import '#lib/studio/processes/worker-process.ts';

process.exit(0);
