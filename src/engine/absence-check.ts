import type { Absence } from '../core/missing.ts';
import { EvenkeelError } from '../core/errors.ts';
import type { Plan } from '../core/plan.ts';
import type { Snapshot, Wanted } from '../core/resource.ts';
import type { ResourceId } from '../core/value.ts';
import type { Aws } from '../aws/ports.ts';
import { readInstancesById, standingSecurityGroups, standingSubnets } from '../resources/by-id.ts';
import type { Resource } from '../resources/resource.ts';
import { readTaggedObjects } from '../resources/tagged.ts';
import { standingIn, type Earlier } from './earlier.ts';
import { stackOf } from './stack.ts';
import { Verdicts } from './verdicts.ts';

export interface ConfirmOptions {
  readonly aws: Aws;
  readonly owner: string;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly earlier?: Earlier | undefined;
  /** On a clock that is the same from look to look. */
  readonly now: number;
}

export interface Planned {
  readonly wanted: readonly Wanted[];
  readonly plan: Plan;
}

/** The types that AWS describes by id, whoever owns them. */
const asksById: Readonly<Record<string, (aws: Aws, ids: readonly string[]) => Promise<readonly string[]>>> = {
  subnet: standingSubnets,
  'security-group': standingSecurityGroups,
};

/** One round of asking AWS about what a look did not show. */
export class AbsenceCheck {
  readonly #options: ConfirmOptions;
  readonly #wanted: ReadonlyMap<ResourceId, Wanted>;
  /** What is wanted and stands, as far as the lists show. */
  readonly #standing: ReadonlySet<ResourceId>;
  readonly #verdicts: Verdicts;
  #snapshot: Snapshot;

  constructor(snapshot: Snapshot, { wanted, plan }: Planned, options: ConfirmOptions) {
    this.#options = options;
    this.#snapshot = snapshot;
    this.#wanted = new Map(wanted.map((one) => [one.id, one]));
    this.#standing = standingIn(plan);
    this.#verdicts = new Verdicts(snapshot, { ...options, wanted: this.#wanted });
  }

  async about(absences: readonly Absence[]): Promise<Snapshot> {
    const { resources } = this.#options;
    const verdicts = this.#verdicts;
    const isWanted = ({ id }: Absence): boolean => this.#wanted.has(id);
    const isRoot = (one: Absence): boolean => isWanted(one) && resources.get(one.type)?.parent === undefined;
    for (const absence of absences) if (isWanted(absence) && verdicts.wasNeverThere(absence)) verdicts.confirm(absence);
    await this.#instances(absences.filter(({ type }) => type === 'instance'));
    for (const [type, read] of Object.entries(asksById)) {
      await this.#lookedUp(
        absences.filter((one) => one.type === type && !isWanted(one)),
        read,
      );
    }
    await this.#roots(absences.filter((one) => isRoot(one) && !verdicts.isSettled(one)));
    for (const absence of absences) if (!verdicts.isSettled(absence)) verdicts.judge(absence);
    return { ...this.#snapshot, absences: verdicts.all() };
  }

  /** By id: a terminated one is gone for good, and what is told of the others is what look-ups are to go by. */
  async #instances(absences: readonly Absence[]): Promise<void> {
    if (absences.length === 0) return;
    const ids = absences.map(({ id }) => id);
    const found = await this.#asking(absences, readInstancesById(this.#options.aws.ec2, ids));
    const foundById = new Map(found?.map((one) => [one.id, one]));
    const isOver = (state: string): boolean => state === 'terminated' || state === 'shutting-down';
    for (const absence of absences) {
      const instance = foundById.get(absence.id);
      if (instance === undefined) continue;
      if (isOver(instance.state)) this.#verdicts.confirmForGood(absence);
      else this.#verdicts.confirm(absence);
    }
    const { inventory } = this.#snapshot;
    const others = (inventory.instances ?? []).filter(({ id }) => !foundById.has(id));
    const alive = [...foundById.values()].filter(({ state }) => !isOver(state));
    this.#snapshot = { ...this.#snapshot, inventory: { ...inventory, instances: [...others, ...alive] } };
  }

  /** What stands and was not listed is lost by a short list, unless what was listed says that it is meant no more. */
  async #lookedUp(
    absences: readonly Absence[],
    read: (aws: Aws, ids: readonly string[]) => Promise<readonly string[]>,
  ): Promise<void> {
    const { inventory } = this.#snapshot;
    const listed = new Set([...inventory.subnets, ...inventory.securityGroups].map(({ id }) => id));
    const unlisted: Absence[] = [];
    for (const absence of absences) {
      if (listed.has(absence.id)) this.#verdicts.confirm(absence);
      else unlisted.push(absence);
    }
    if (unlisted.length === 0) return;
    const ids = unlisted.map(({ id }) => id);
    const standing = await this.#asking(unlisted, read(this.#options.aws, ids));
    for (const absence of unlisted) if (standing?.includes(absence.id)) this.#verdicts.refute(absence, absence.id);
  }

  /** A list that is short, and tags that name what it misses: then that is asked for by its ARN or id. */
  async #roots(absences: readonly Absence[]): Promise<void> {
    const { aws, owner, resources } = this.#options;
    const types = [...new Set(absences.map(({ type }) => type))].flatMap((type) => resources.get(type) ?? []);
    if (types.length === 0) return;
    const seen = await this.#asking(absences, readTaggedObjects(aws, owner, types), 'missing');
    if (seen === undefined) return;
    const listed = new Set(this.#snapshot.live.map(({ physical }) => physical));
    const sighted = new Set<ResourceId>();
    const unheardOf: Absence[] = [];
    for (const resource of types) {
      const own = absences.filter(({ type }) => type === resource.name);
      const unlisted = (seen.get(resource.name) ?? []).filter(({ physical }) => !listed.has(physical));
      const about = own.map((absence) => {
        const manifest = this.#wanted.get(absence.id)?.manifest;
        return { absence, physicals: unlisted.flatMap((one) => (one.manifest === manifest ? [one.physical] : [])) };
      });
      const physicals = about.flatMap((one) => one.physicals);
      const standing =
        physicals.length === 0
          ? []
          : await this.#asking(own, resource.standing?.(aws, physicals) ?? Promise.resolve([]));
      for (const { absence, physicals: candidates } of about) {
        const found = candidates.find((one) => standing?.includes(one));
        if (candidates.length > 0) sighted.add(absence.id);
        if (found !== undefined) this.#verdicts.refute(absence, found);
        else if (candidates.length === 0) unheardOf.push(absence);
      }
    }
    this.#unheardOf(unheardOf, sighted);
  }

  /** Neither listed, nor known to the tags, nor seen before: so it is new, unless a part of its stack stands. */
  #unheardOf(absences: readonly Absence[], sighted: ReadonlySet<ResourceId>): void {
    const stack = stackOf([...this.#wanted.values()], new Set([...this.#standing, ...sighted]));
    for (const absence of absences) {
      if (!this.#verdicts.wasSeen(absence) && !stack.has(absence.id)) this.#verdicts.confirm(absence);
    }
  }

  /** What can't be asked about is not known to be absent. */
  async #asking<T>(absences: readonly Absence[], answer: Promise<T>, or?: 'missing'): Promise<T | undefined> {
    try {
      return await answer;
    } catch (thrown) {
      if (!(thrown instanceof EvenkeelError)) throw thrown;
      for (const absence of absences) {
        if (or === 'missing') this.#verdicts.miss(absence);
        else if (!this.#verdicts.isSettled(absence)) {
          this.#verdicts.leaveOpen(absence, `could not be read: ${thrown.message}`);
        }
      }
      return undefined;
    }
  }
}
