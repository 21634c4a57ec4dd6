import { isUnconfirmed } from '../../src/core/absence.ts';
import { EvenkeelError } from '../../src/core/errors.ts';
import { isWrite } from '../../src/core/plan.ts';
import type { Aws } from '../../src/aws/ports.ts';
import type { Earlier } from '../../src/engine/earlier.ts';
import type { Cycle } from '../../src/engine/cycle.ts';
import { execute } from '../../src/engine/execute.ts';
import type { Loaded } from '../../src/engine/loaded.ts';
import { madeBy, type Outcome } from '../../src/engine/outcome.ts';
import { resources } from '../../src/resources/registry.ts';
import { openTestAws } from '../aws/endpoint.ts';
import type { Account } from '../support/simulated.ts';
import { RememberedLooks, SWEEP_MS } from './remembered-looks.ts';

const owner = 'default';
const PATIENCE_MS = 3_000;
const BETWEEN_MS = 5_000;
const MOST_CYCLES = 60;

/** The cycles of a daemon that remembers what it read, through whatever goes wrong in some of them. */
export class Keeper {
  readonly #account: Account;
  readonly #life = new AbortController();
  readonly #looks: RememberedLooks;
  readonly #aws: Aws;
  #earlier: Earlier | undefined;

  static async on(account: Account): Promise<Keeper> {
    return new Keeper(account, await openTestAws(account.url, account));
  }

  private constructor(account: Account, aws: Aws) {
    this.#account = account;
    this.#aws = aws;
    this.#looks = new RememberedLooks(aws, account.clock, this.#life.signal);
  }

  /** Looks and carries out once; says whether there was anything to do, or to wait for. */
  async cycle(loaded: Loaded): Promise<boolean> {
    const { clock } = this.#account;
    const seen = await this.#looks.look({ aws: this.#aws, clock, owner, loaded, earlier: this.#earlier });
    const { plan, snapshot, wanted } = seen;
    const means = { aws: this.#aws, clock, owner, secret: loaded.secret, resources, patienceMs: PATIENCE_MS };
    const outcomes = await execute(plan, { ...means, wanted, snapshot });
    this.#earlier = { plan, snapshot, made: madeBy(outcomes) };
    this.#looks.cameOf(loaded.wanted, { plan, snapshot, outcomes });
    return isOpen(seen, outcomes);
  }

  /** Goes on until there is nothing left to do, and a sweep later still is not. */
  async settle(loaded: Loaded): Promise<void> {
    let quiet = 0;
    for (let cycles = 0; quiet < 2; cycles += 1) {
      if (cycles > MOST_CYCLES) throw new Error('it does not settle');
      const isBusy = await this.cycle(loaded).catch(onlyAws);
      quiet = isBusy ? 0 : quiet + 1;
      await this.#looks.pass(isBusy ? BETWEEN_MS : SWEEP_MS);
    }
  }

  end(): void {
    this.#life.abort();
  }
}

function isOpen({ plan, snapshot }: Cycle, outcomes: readonly Outcome[]): boolean {
  const isToDo = plan.changes.some((change) => isWrite(change) || isUnconfirmed(change));
  return isToDo || outcomes.length > 0 || snapshot.unreadable.length > 0;
}

/** A cycle that AWS cut short is gone on with in the next. */
export function onlyAws(thrown: unknown): true {
  if (!(thrown instanceof EvenkeelError)) throw thrown;
  return true;
}
