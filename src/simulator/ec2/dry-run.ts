import { AwsError, type Operation } from '../service.ts';
import type { World } from '../world.ts';

/** The operation behind EC2's rehearsal flag: who sets it asks whether the call would be allowed, and nothing is done. */
export function rehearsable(operation: Operation<World>): Operation<World> {
  return (input: { readonly DryRun?: boolean }, call) => {
    if (input.DryRun !== true) return operation(input, call);
    throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
  };
}
