import { argv, stdout } from 'node:process';
import { openLease } from '../../../src/daemon/lease/open-lease.ts';

/** A process of its own that holds a lock file, until it is killed. */
const lease = await openLease({ owner: 'default', lock: argv[2], environment: {} });
await lease.start();
stdout.write(lease.held() ? 'held\n' : 'not held\n');
