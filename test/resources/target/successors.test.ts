import { expect, it } from 'vitest';
import { EvenkeelError } from '../../../src/core/errors.ts';
import { successors } from '../../../src/resources/target/successors.ts';

type Registered = Parameters<typeof successors>[0][number];

function target(Id: string, State: 'healthy' | 'initial' | 'unhealthy' | 'unused' | 'draining'): Registered {
  return { Target: { Id, Port: 80 }, TargetHealth: { State } };
}

const leaving = ({ Id }: { readonly Id: string | undefined }): boolean => Id === 'former';

it.each([
  ['nobody stays', [target('former', 'healthy')]],
  ['only a draining one stays', [target('former', 'healthy'), target('next', 'draining')]],
  ['another serves', [target('former', 'healthy'), target('next', 'healthy')]],
  [
    'another serves and a third is ill',
    [target('former', 'healthy'), target('next', 'healthy'), target('ill', 'unhealthy')],
  ],
  ['nothing is checked', [target('former', 'unused'), target('next', 'unused')]],
  ['what leaves does not serve either', [target('former', 'unhealthy'), target('next', 'initial')]],
])('lets them go where %s', (_, registered) => {
  expect(() => successors(registered, leaving)).not.toThrow();
});

it.each([
  ['another is only starting', [target('former', 'healthy'), target('next', 'initial')], 'next:80 is initial'],
  [
    'one of those that stay is only starting',
    [target('former', 'healthy'), target('other', 'healthy'), target('next', 'initial')],
    'next:80 is initial',
  ],
  ['all that stay are ill', [target('former', 'healthy'), target('next', 'unhealthy')], 'next:80 is unhealthy'],
])('keeps them for now where %s', (_, registered, named) => {
  let thrown: unknown;
  try {
    successors(registered, leaving);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(EvenkeelError);
  expect(thrown).toMatchObject({ code: 'not-ready', retry: 'soon' });
  expect(String(thrown)).toContain(named);
});
