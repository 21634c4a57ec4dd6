import type { Target, TargetGroup } from '../elbv2/state.ts';
import { keyOf } from '../elbv2/targets.ts';

/** A target as it is registered: an instance's or function's id or an address, and the port. */
export type Endpoint = Pick<Target, 'id' | 'port'>;

/** Finds the origin of a target, e.g. `http://127.0.0.1:9001`; undefined where nobody stands in for it. */
export type FindOrigin = (target: Endpoint, group: TargetGroup) => string | undefined | Promise<string | undefined>;

/** Which local servers stand in for which targets. */
export class Origins {
  readonly #served = new Map<string, string>();
  #find: FindOrigin = () => undefined;

  serve(target: Endpoint, origin: string): void {
    this.#served.set(keyOf(target), origin);
  }

  resolveBy(find: FindOrigin): void {
    this.#find = find;
  }

  async of(target: Endpoint, group: TargetGroup): Promise<string | undefined> {
    return this.#served.get(keyOf(target)) ?? (await this.#find(target, group));
  }
}
