import { groupBy } from '../core/group-by.ts';
import type { Inventory } from '../core/inventory.ts';
import { intended, isRemoval, type Change } from '../core/plan.ts';
import type { Live, Snapshot, Wanted } from '../core/resource.ts';
import type { ResourceId } from '../core/value.ts';
import type { SecurityGroupRuleState } from '../resources/security-group-rule/type.ts';
import type { Evidence } from './evidence.ts';
import type { TroubleSpot } from './finding.ts';
import { servingOf, type Serving } from './serving/serving.ts';

/** An AWS object that stands and that the folder asks for. */
export interface Subject<State = object> extends TroubleSpot {
  readonly id: ResourceId;
  readonly live: Live<State>;
}

/** All that a rule may look at. */
export interface Facts {
  readonly now: number;
  readonly inventory: Inventory;
  readonly evidence: Evidence;
  /** What the folder asks for, of a type; as its state is known by that type, so is the caller to name it. */
  readonly of: <State extends object>(type: string) => readonly Subject<State>[];
  /** What the folder asks for by that ARN or id. */
  readonly asked: (physical: string) => Subject | undefined;
  /** What a container of ours contains. */
  readonly childrenOf: <State extends object>(type: string, parent: string) => readonly Live<State>[];
  /** The rules of a security group; undefined where nobody read them. */
  readonly rulesOf: (group: string) => readonly SecurityGroupRuleState[] | undefined;
  /** Who does their work, and who does not. */
  readonly serving: Serving;
  /** What is still to be made. */
  readonly missing: readonly Wanted[];
}

export interface FactsInput {
  readonly snapshot: Snapshot;
  readonly wanted: readonly Wanted[];
  readonly changes: readonly Change[];
  readonly evidence: Evidence;
  readonly now: number;
}

/** What was looked at, so that rules find their way in it. Suspended manifests are left out. */
export function factsOf({ snapshot, wanted, changes, evidence, now }: FactsInput): Facts {
  const suspended = new Set(wanted.flatMap(({ policy, manifest }) => (policy.suspend ? [manifest] : [])));
  const standing = new Map(snapshot.live.map((live) => [live.physical, live]));
  const subjects = changes
    .filter((change) => !isRemoval(intended(change)) && !suspended.has(change.manifest))
    .flatMap(({ id, manifest, source, live: physical = '' }): Subject[] => {
      const live = standing.get(physical);
      return live === undefined ? [] : [{ id, manifest, live, ...(source === undefined ? {} : { source }) }];
    });
  const byType = groupBy(subjects, ({ live }) => live.type);
  const byPhysical = new Map(subjects.map((subject) => [subject.live.physical, subject]));
  const children = groupBy(snapshot.live, ({ type, parent }) =>
    parent === undefined ? undefined : `${type} ${parent}`,
  );
  const made = new Set(changes.flatMap(({ id, live }) => (live === undefined ? [] : [id])));
  const rulesUnread = snapshot.unreadable.some(({ type }) => type === 'security-group-rule');
  const facts: Facts = {
    now,
    inventory: snapshot.inventory,
    evidence,
    of: <State extends object>(type: string) => (byType.get(type) ?? []) as unknown as readonly Subject<State>[],
    asked: (physical) => byPhysical.get(physical),
    childrenOf: <State extends object>(type: string, parent: string) =>
      (children.get(`${type} ${parent}`) ?? []) as unknown as readonly Live<State>[],
    rulesOf(group) {
      if (!byPhysical.has(group) || rulesUnread) return evidence.rules.get(group);
      return facts.childrenOf<SecurityGroupRuleState>('security-group-rule', group).map(({ state }) => state);
    },
    serving: servingOf(snapshot, changes),
    missing: wanted.filter(({ id, manifest }) => !made.has(id) && !suspended.has(manifest)),
  };
  return facts;
}

/** Where a finding is, without what AWS says of it. */
export function placeOf({ manifest, source }: TroubleSpot): TroubleSpot {
  return { manifest, ...(source === undefined ? {} : { source }) };
}
