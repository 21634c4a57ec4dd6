import type { World } from './world.ts';

interface Snapshot {
  readonly at: number;
  readonly state: Pick<World, 'ec2' | 'elbv2' | 'ecs' | 'autoScaling' | 'applicationAutoScaling'>;
}

/** What worlds were like before their latest writes, so that a read can be answered from the past. */
export class History {
  readonly #snapshots = new WeakMap<World, Snapshot[]>();

  /** Keeps a copy of the world as it stands before a write; copies older than `keepMs` are let go. */
  remember(world: World, keepMs: number): void {
    const now = world.clock.now();
    const kept = (this.#snapshots.get(world) ?? []).filter((snapshot) => snapshot.at > now - keepMs);
    const { ec2, elbv2, ecs, autoScaling, applicationAutoScaling } = world;
    kept.push({ at: now, state: structuredClone({ ec2, elbv2, ecs, autoScaling, applicationAutoScaling }) });
    this.#snapshots.set(world, kept);
  }

  /** The world as it was `ms` ago: as it stood before the first write since then, or as it is when there was none. */
  ago(world: World, ms: number): World {
    const since = world.clock.now() - ms;
    const snapshot = this.#snapshots.get(world)?.find(({ at }) => at > since);
    return snapshot ? { ...world, ...structuredClone(snapshot.state) } : world;
  }
}
