import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { heaviest } from './projects.ts';

/** A clean clone knows no durations yet: what takes longest would begin last, and one worker wait for the other. */
export class HeaviestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => byName(one.project.name, other.project.name) || rank(one) - rank(other));
  }
}

/** Projects go on one after the other: a worker that changes between them begins anew. */
function byName(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function rank({ moduleId }: TestSpecification): number {
  const at = heaviest.findIndex((file) => moduleId.endsWith(file));
  return at === -1 ? heaviest.length : at;
}
