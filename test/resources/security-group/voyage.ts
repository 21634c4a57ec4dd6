import { expect } from 'vitest';
import type { Aws } from '../../../src/aws/ports.ts';
import type { Plan } from '../../../src/core/plan.ts';
import { plan } from '../../../src/core/planning/make-plan.ts';
import type { Live, Snapshot } from '../../../src/core/resource.ts';
import { execute } from '../../../src/engine/execute.ts';
import { observe } from '../../../src/engine/observe.ts';
import { desireSecurityGroup } from '../../../src/kinds/security-group/desire.ts';
import { securityGroup, securityGroupRule } from '../../../src/resources/registry.ts';
import type { Resource } from '../../../src/resources/resource.ts';
import { HastyClock, openTestAws } from '../../aws/endpoint.ts';
import { manifestsOf } from '../../kinds/manifests.ts';

const resources: ReadonlyMap<string, Resource> = new Map(
  [securityGroup, securityGroupRule].map((resource) => [resource.name, resource as unknown as Resource]),
);

const owner = 'test';

/** Security groups on one endpoint, from manifests to AWS and back, the way the engine goes. */
export interface Voyage {
  readonly aws: Aws;
  snapshot(...manifests: string[]): Promise<Snapshot>;
  plan(...manifests: string[]): Promise<Plan>;
  /** Applies until nothing is left to do; gives what was done, round by round, as `action id`. */
  converge(...manifests: string[]): Promise<string[][]>;
}

export async function voyageTo(url: string): Promise<Voyage> {
  const aws = await openTestAws(url);
  const clock = new HastyClock();

  async function look(
    manifests: string[],
  ): Promise<{ wanted: ReturnType<typeof desire>; snapshot: Snapshot; planned: Plan }> {
    const wanted = desire(manifests);
    const snapshot = await observe({ aws, owner, wanted, resources });
    return { wanted, snapshot, planned: plan({ wanted, snapshot, types: resources, owner }) };
  }

  return {
    aws,
    snapshot: async (...manifests) => (await look(manifests)).snapshot,
    plan: async (...manifests) => (await look(manifests)).planned,
    async converge(...manifests) {
      const rounds: string[][] = [];
      for (let round = 0; round < 5; round += 1) {
        const { wanted, snapshot, planned } = await look(manifests);
        const changes = planned.changes.filter((change) => change.action !== 'noop');
        if (changes.length === 0) return rounds;
        rounds.push(changes.map((change) => `${change.action} ${change.id}`));
        const outcomes = await execute(planned, {
          aws,
          clock,
          owner,
          wanted,
          snapshot,
          resources,
          secret: () => '',
          patienceMs: 0,
        });
        const failed = outcomes.filter((outcome) => outcome.status !== 'done');
        if (failed.length > 0) throw new Error(JSON.stringify(failed, null, 2));
      }
      throw new Error(`no end in sight:\n${rounds.map((round) => round.join('\n')).join('\n\n')}`);
    },
  };
}

function desire(manifests: string[]): ReturnType<typeof desireSecurityGroup> | [] {
  const groups = manifestsOf(manifests.join('---\n')).filter((manifest) => manifest.kind === 'SecurityGroup');
  return groups.flatMap(desireSecurityGroup) as ReturnType<typeof desireSecurityGroup> | [];
}

/** A SecurityGroup manifest with that spec, indented as it stands. */
export function group(name: string, spec: string): string {
  return `apiVersion: evenkeel.dev/v1
kind: SecurityGroup
metadata: { name: ${name} }
spec:
${spec.replace(/^/gm, '  ')}
`;
}

/** The only one of that name. */
export function named(snapshot: Snapshot, name: string): Live {
  const found = snapshot.live.filter((live) => live.name === name);
  expect(found).toHaveLength(1);
  return found[0]!;
}

export function rulesOf(snapshot: Snapshot, name: string): Live[] {
  const { physical } = named(snapshot, name);
  return snapshot.live.filter((live) => live.parent === physical);
}
