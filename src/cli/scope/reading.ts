import type { Aws } from '../../aws/ports.ts';
import { readingThrough } from '../../aws/reads.ts';
import type { Session } from '../process/session.ts';
import { elapsed } from '../writing/elapsed.ts';

/** Who waits no longer than this need not be told for what. */
const SOON_MS = 1_000;

/** Where somebody watches, shows how far the reading of AWS has come while a look takes its time. */
export async function whileReading<Seen>(
  { clock, show }: Pick<Session, 'clock' | 'show'>,
  aws: Aws,
  look: (aws: Aws) => Promise<Seen>,
): Promise<Seen> {
  if (show === undefined) return look(aws);
  const from = clock.now();
  const reads = { asked: 0, answered: 0 };
  const update = (): void => {
    const ms = clock.now() - from;
    if (ms >= SOON_MS) show(readingText({ ...reads, ms }));
  };
  const counted = readingThrough(aws, async ({ call, input }) => {
    reads.asked += 1;
    update();
    try {
      return await call(input);
    } finally {
      reads.answered += 1;
      update();
    }
  });
  try {
    return await look(counted);
  } finally {
    show('');
  }
}

/** What each answer leads to is only known once it is there, so that there may be more to ask than so far. */
function readingText({ asked, answered, ms }: { asked: number; answered: number; ms: number }): string {
  const said = `reading AWS: ${answered} of ${asked} calls`;
  const left = asked - answered;
  return answered === 0 || left === 0 ? said : `${said}, about ${elapsed((left * ms) / answered)} left`;
}
