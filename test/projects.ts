/** Which tests run together, and what each of them may need. */
export interface Project {
  readonly name: 'fast' | 'sweeps' | 'outside';
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

const all = ['test/**/*.test.ts'];

/** What leaves this process: the executable, programs of the system, a browser, moto and containers. */
const outside = [
  'test/cli/*.test.ts',
  'test/contract/*.test.ts',
  'test/daemon/lease/killed.test.ts',
  'test/daemon/life/*.test.ts',
  'test/daemon/loop/git.test.ts',
  'test/deploy/pull-request.test.ts',
  'test/docs/run.test.ts',
  'test/faults/kills.test.ts',
  'test/package/*.test.ts',
  'test/page/*.test.ts',
  'test/report/diff-as-git.test.ts',
  'test/resources/**/*on-moto.test.ts',
  'test/scenarios/life.test.ts',
  'test/schema/editor.test.ts',
  'test/simulator/cli.test.ts',
  'test/simulator/s3/*.test.ts',
  'test/source/as-git.test.ts',
  'test/source/hostile.test.ts',
  'test/source/write.test.ts',
];

/** Whole systems run again and again, which takes minutes. */
const sweeps = [
  'test/budget/*.test.ts',
  'test/faults/*.test.ts',
  'test/fields/*.test.ts',
  'test/import/random.test.ts',
  'test/scenarios/narrow-verbs.test.ts',
  'test/traffic/*.test.ts',
];

/** In the order in which they run: the shortest files last, so that all workers end at about the same time. */
export const projects: readonly Project[] = [
  { name: 'outside', include: outside, exclude: [] },
  { name: 'sweeps', include: sweeps, exclude: outside },
  { name: 'fast', include: all, exclude: [...outside, ...sweeps] },
];

/** Those that take longest, in the order in which they begin. */
export const heaviest: readonly string[] = [
  'test/daemon/loop/remembered.test.ts',
  'test/laws/convergence.test.ts',
  'test/laws/agreement.test.ts',
  'test/source/laws.test.ts',
  'test/faults/kills.test.ts',
  'test/daemon/life/waiting.test.ts',
  'test/scenarios/life.test.ts',
  'test/daemon/life/guards-news.test.ts',
  'test/daemon/life/away.test.ts',
  'test/daemon/life/ending.test.ts',
  'test/daemon/life/two.test.ts',
  'test/daemon/life/guards-prune.test.ts',
  'test/cli/processes.test.ts',
  'test/page/page.test.ts',
  'test/faults/every-call-of-ecs-service.test.ts',
  'test/fields/fields.test.ts',
  'test/faults/every-call-of-asg-web.test.ts',
  'test/faults/every-call.test.ts',
  'test/faults/short-lists.test.ts',
];
