import { expect, test } from 'vitest';
import type { Change } from '../../src/core/plan.ts';
import type { Step, StepKind } from '../../src/core/steps/step.ts';
import { movesIn } from '../../src/report/changes/moves.ts';

function change(id: string): Change {
  return { id, type: id.split('/')[0] } as Change;
}

function step(kind: StepKind, id: string, needs: readonly string[] = [], rest: Partial<Step> = {}): Step {
  return { name: `${kind} ${id}`, kind, changes: [id], needs, ...rest };
}

const [group, listener, service, former] = ['target-group/d/web', 'listener/d/web/80', 'ecs-service/d/web', 'sg/d/web'];

function shown(steps: readonly Step[]): Record<string, readonly string[]> {
  const changes = [...new Set(steps.flatMap((one) => one.changes))].map(change);
  return Object.fromEntries(movesIn(steps, changes));
}

test('what is only made, written or deleted has no moves', () => {
  expect(shown([step('create', group), step('update', listener), step('delete', former, [`create ${group}`])])).toEqual(
    {},
  );
});

test('a replacement shows who moves over, and that the former one goes last', () => {
  const steps = [step('replace', group), step('update', listener, [`replace ${group}`])];
  const [alone, used] = [
    step('retire', group, [`replace ${group}`]),
    step('retire', group, [`replace ${group}`, `update ${listener}`]),
  ];
  expect(shown([...steps, alone])).toEqual({ [group]: ['then: the former one is deleted'] });
  expect(shown([...steps, used])).toEqual({
    [group]: ['then: listener/d/web/80 moves over to it, and the former one is deleted last'],
  });
});

test('what holds others is taken out of the former one before it is deleted', () => {
  const steps = [
    step('replace', former),
    step('empty', former, [`replace ${former}`], { takes: ['sgr-1', 'sgr-2'] }),
    step('retire', former, [`empty ${former}`]),
  ];
  expect(shown(steps)[former]).toEqual([
    'then: takes sgr-1 and sgr-2 out of the former one, since they refer to others',
    'then: the former one is deleted',
  ]);
});

test('an ECS service keeps its former target groups until traffic has moved over', () => {
  const steps = [
    step('update', service),
    step('update', listener, [`update ${service}`]),
    step('detach', listener, [`update ${listener}`]),
    step('detach', service, [`update ${service}`, `update ${listener}`]),
  ];
  expect(shown(steps)).toEqual({
    [service]: ['keeps its former target groups until listener/d/web/80 has moved over, then detaches them'],
  });
});

test('a deletion shows who lets go first, and counts where there are many', () => {
  const users = [1, 2, 3, 4, 5].map((port) => `listener/d/web/${port}`);
  const steps = users.map((id) => step('update', id));
  expect(
    shown([
      ...steps,
      step(
        'delete',
        group,
        steps.map(({ name }) => name),
      ),
    ]),
  ).toEqual({
    [group]: ['only once listener/d/web/1, listener/d/web/2, listener/d/web/3 and 2 more no longer use it'],
  });
});
