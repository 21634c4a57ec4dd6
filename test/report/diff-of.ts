import { planDiff } from '../../src/report/plan/diff.ts';
import { resources } from '../../src/resources/registry.ts';
import { toYaml } from '../../src/source/write.ts';
import { scenes } from './scenes.ts';
import { planOf, snapshotOf, stepsFor } from './stage.ts';

/** What a scene's plan would change, as unified diffs. */
export function diffOf(name: string): string {
  const scene = scenes[name]!;
  const plan = planOf(scene);
  const seen = { plan, snapshot: snapshotOf(scene), wanted: scene.wanted };
  return planDiff(seen, { types: resources, yaml: toYaml, steps: stepsFor(scene, plan) });
}
