import { driftOf } from '../../../core/drift.ts';
import { withheldIn, withheldText } from '../../../core/guards/withheld.ts';
import type { LastKnown, Unseen } from '../../../core/last-known.ts';
import { groupBy } from '../../../core/group-by.ts';
import { intended, isMaking, type Change } from '../../../core/plan.ts';
import type { Live, TargetHealth } from '../../../core/resource.ts';
import type { Health, Verdict } from '../../../core/serving.ts';
import { servingOf } from '../../../diagnosis/serving/serving.ts';
import { targetHealth } from '../../../diagnosis/serving/targets.ts';
import type { TargetState } from '../../../resources/target/type.ts';
import { columns } from './columns.ts';
import { labelOf, targetLabel } from './labels.ts';
import { forwardsOf, missingOf, type Way } from './missing.ts';

export interface GraphNode {
  /** Its ARN or the like; of one that is missing, the id of the resource. */
  readonly id: string;
  readonly type: (typeof columns)[number];
  readonly label: string;
  readonly place: string;
  /** `Kind/namespace/name`, where a manifest asks for it. */
  readonly manifest?: string;
  readonly health: Health;
  /** Why, where it does not do all of its work; else AWS's words. */
  readonly text?: string;
  readonly drifted: boolean;
  /** When it was last seen, where it can't be read now, and why. */
  readonly unseen?: Unseen;
  /** Why it still stands though no manifest asks for it any more. */
  readonly withheld?: string;
}

export interface GraphEdge extends Way {
  readonly from: string;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

/** What the page draws of one place. */
export function graphOf(place: string, { plan, snapshot, unseen }: LastKnown): Graph {
  const nodes = new Map<string, GraphNode>();
  const edges: GraphEdge[] = [];
  const drifted = new Set(driftOf(plan).drifted.map(({ id }) => id));
  const withheld = new Map(
    withheldIn(plan).flatMap((held) => [...held.changes, ...held.implied].map(({ id }) => [id, withheldText(held)])),
  );
  const changes = new Map(plan.changes.flatMap((change) => (change.live === undefined ? [] : [[change.live, change]])));
  const physicals = new Map(plan.changes.map(({ id, live }) => [id, live ?? id]));
  const serving = servingOf(snapshot, plan.changes);
  const byType = groupBy(snapshot.live, ({ type }) => type);
  const members = new Map(byType.get('target')?.map((live) => [memberKey(live.state as TargetState), live]));

  for (const type of columns) {
    if (type === 'target') continue;
    for (const live of byType.get(type) ?? []) {
      const change = changes.get(live.physical);
      if (change === undefined && !nodes.has(live.parent ?? '')) continue;
      add(live, type, change);
      for (const target of live.status?.targets ?? []) addTarget(live, target);
    }
  }
  for (const change of plan.changes) addMissing(change);
  return { nodes: [...nodes.values()], edges: edges.filter(({ from, to }) => nodes.has(from) && nodes.has(to)) };

  function add(live: Live, type: GraphNode['type'], change: Change | undefined): void {
    const { physical: id } = live;
    nodes.set(id, {
      id,
      type,
      label: labelOf(live),
      place,
      ...stateOf(live, serving.verdictOf(id)),
      ...marksOf(change, [id, change?.id]),
    });
    if (live.parent !== undefined) edges.push({ from: live.parent, to: id });
    edges.push(...forwardsOf(live.type, live.state).map((way) => ({ from: id, ...way })));
  }

  function addTarget(group: Live, target: TargetHealth): void {
    const member = members.get(memberKey({ ...target, group: group.physical }));
    const change = member && changes.get(member.physical);
    const id = member?.physical ?? memberKey({ ...target, group: group.physical });
    nodes.set(id, {
      id,
      type: 'target',
      label: targetLabel(target),
      place,
      health: targetHealth(target, serving.useOf(group.physical).isForwardedTo),
      text: [target.state, target.description ?? target.reason].filter(Boolean).join(': '),
      ...marksOf(change, [id, change?.id, group.physical]),
    });
    edges.push({ from: group.physical, to: id });
  }

  function marksOf(
    change: Change | undefined,
    keys: readonly (string | undefined)[],
  ): Pick<GraphNode, 'drifted' | 'manifest' | 'unseen' | 'withheld'> {
    const [last] = keys.flatMap((key = '') => unseen.get(key) ?? []);
    const held = change && withheld.get(change.id);
    return {
      drifted: change !== undefined && drifted.has(change.id),
      ...(change === undefined ? {} : { manifest: change.manifest }),
      ...(last === undefined ? {} : { unseen: last }),
      ...(held === undefined ? {} : { withheld: held }),
    };
  }

  function addMissing(change: Change): void {
    const { id, type } = change;
    const column = columns.find((one) => one === type);
    if (column === undefined || !isMaking(intended(change))) return;
    const { label, container, ways } = missingOf(change);
    const text = drifted.has(id) ? 'missing' : 'not created yet';
    nodes.set(id, { id, type: column, label, place, health: 'missing', text, ...marksOf(change, [id]) });
    if (container !== undefined) edges.push({ from: physicals.get(container) ?? container, to: id });
    edges.push(...ways.map(({ to, ...way }) => ({ ...way, from: id, to: physicals.get(to) ?? to })));
  }
}

function memberKey({
  group,
  id,
  port,
}: {
  readonly group: unknown;
  readonly id: unknown;
  readonly port?: number;
}): string {
  return `${String(group)} ${String(id)} ${port ?? ''}`;
}

/** What AWS does not call ready can't do its work; what it does may still have nobody to hand requests to. */
function stateOf({ status }: Live, verdict: Verdict | undefined): Pick<GraphNode, 'health' | 'text'> {
  if (status?.ready === false) return { health: status.failed ? 'unhealthy' : 'pending', text: status.text };
  if (verdict !== undefined && verdict.health !== 'healthy') return { health: verdict.health, text: verdict.message };
  return { health: 'healthy', ...(status === undefined ? {} : { text: status.text }) };
}
