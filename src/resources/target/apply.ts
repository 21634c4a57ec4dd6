import type { TargetDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import { chunks } from '../../aws/pages.ts';
import type { Elbv2Port } from '../../aws/ports.ts';
import { EvenkeelError } from '../../core/errors.ts';
import { plain } from '../../core/inventory.ts';
import type { Live } from '../../core/resource.ts';
import { unlessGone } from '../ensure.ts';
import type { Apply, ApplyContext, Created, CreateStep } from '../resource.ts';
import { successors } from './successors.ts';
import type { TargetState } from './type.ts';

/** As many as one call is sure to take. */
const MOST = 200;

export const targetApply: Apply<TargetState, never> = {
  create: async (context, step) => (await register(context, [step]))[0]!,
  createMany: register,
  update: {},
  remove: (context, live) => deregister(context, [live]),
  removeMany: deregister,
};

async function register({ aws }: ApplyContext, steps: readonly CreateStep<TargetState>[]): Promise<Created[]> {
  const [first] = steps;
  const group = plain(first!.wanted.group);
  // Several Services may ask for the same one.
  const targets = [...new Map(steps.map(({ wanted }) => [physicalOf(wanted), toSdk(wanted)])).values()];
  for (const some of chunks(targets, MOST)) await registerSome(aws.elbv2, group, some);
  return steps.map(({ wanted }) => ({ physical: physicalOf(wanted), outputs: {} }));
}

/** One that does not run yet makes AWS refuse all of the call: the others are registered all the same. */
async function registerSome(elbv2: Elbv2Port, group: string, targets: readonly TargetDescription[]): Promise<void> {
  try {
    await elbv2.registerTargets({ TargetGroupArn: group, Targets: [...targets] });
  } catch (thrown) {
    if (targets.length === 1 || !(thrown instanceof EvenkeelError) || thrown.code !== 'not-ready') throw thrown;
    const half = Math.ceil(targets.length / 2);
    const tried = await Promise.allSettled(
      [targets.slice(0, half), targets.slice(half)].map((some) => registerSome(elbv2, group, some)),
    );
    const failed = tried.find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  }
}

/** Only once other targets are healthy: a deregistered target gets no new request from that moment on. */
async function deregister({ aws }: ApplyContext, lives: readonly Live<TargetState>[]): Promise<void> {
  const group = plain(lives[0]!.state.group);
  const targets = lives.map(({ state }) => toSdk(state));
  const health = await unlessGone(aws.elbv2.describeTargetHealth({ TargetGroupArn: group }));
  if (health === undefined) return;
  const gone = new Set(targets.map(keyOf));
  successors(health.TargetHealthDescriptions ?? [], (target) => gone.has(keyOf(target)));
  for (const Targets of chunks(targets, MOST)) {
    await unlessGone(aws.elbv2.deregisterTargets({ TargetGroupArn: group, Targets }));
  }
}

function physicalOf({ group, id, port }: TargetState): string {
  return [`${plain(group)}/${plain(id)}`, ...(port === undefined ? [] : [port])].join(':');
}

function keyOf({ Id, Port }: TargetDescription): string {
  return `${Id} ${Port}`;
}

function toSdk({ id, port, zone }: TargetState): TargetDescription {
  return { Id: plain(id), Port: port, AvailabilityZone: zone };
}
