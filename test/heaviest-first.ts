import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { heaviest, projects } from './projects.ts';

/** A clean clone knows no durations yet: what takes longest would begin last, and one worker wait for the other. */
export class HeaviestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => turn(one) - turn(other) || rank(one) - rank(other));
  }
}

/** Projects run one after the other: a worker that changes between them starts anew. */
function turn({ project }: TestSpecification): number {
  return projects.findIndex(({ name }) => name === project.name);
}

function rank({ moduleId }: TestSpecification): number {
  const at = heaviest.findIndex((file) => moduleId.endsWith(file));
  return at === -1 ? heaviest.length : at;
}
