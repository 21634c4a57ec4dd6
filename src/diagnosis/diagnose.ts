import type { Facts } from './facts.ts';
import type { Trouble } from './finding.ts';
import { closedListener } from './rules/closed-listener.ts';
import { closedTargets } from './rules/closed-targets.ts';
import { ecsRollout } from './rules/ecs-rollout.ts';
import { ecsTasks } from './rules/ecs-tasks.ts';
import { functionClosed } from './rules/function-closed.ts';
import { loadBalancerState } from './rules/load-balancer-state.ts';
import { noGateway } from './rules/no-gateway.ts';
import { noTargets } from './rules/no-targets.ts';
import { scaling } from './rules/scaling.ts';
import { noWeight } from './rules/no-weight.ts';
import { targetHealth } from './rules/target-health.ts';

/** From what is not even running to what does not come through; along the way of a request, from the browser to the target. */
const rules: readonly ((facts: Facts) => Trouble[])[] = [
  ecsTasks,
  ecsRollout,
  scaling,
  functionClosed,
  loadBalancerState,
  closedListener,
  noWeight,
  noTargets,
  targetHealth,
  closedTargets,
  noGateway,
];

/** Everything that is wrong, as far as the facts tell; the likeliest cause comes first. */
export function diagnose(facts: Facts): Trouble[] {
  return rules.flatMap((rule) => rule(facts));
}
