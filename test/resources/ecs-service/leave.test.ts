import { describe, expect, it } from 'vitest';
import { joinedGroups } from '../../../src/resources/ecs-service/leave.ts';
import type { ServedGroup } from '../../../src/resources/ecs-service/normal.ts';

function serving(...groups: readonly string[]): ServedGroup[] {
  return groups.map((targetGroup) => ({ targetGroup, containerName: 'nginx', containerPort: 80 }));
}

describe('the target groups of a service that moves', () => {
  it('are the wanted ones and the former ones', () => {
    expect(joinedGroups(serving('former', 'same'), serving('same', 'new'))).toEqual(serving('same', 'new', 'former'));
  });

  it('are the wanted ones alone where there would be more than a service has, or ECS shifts the traffic', () => {
    const many = serving('d', 'e', 'f');
    expect(joinedGroups(serving('a', 'b', 'c'), many)).toBe(many);
    const shifting = serving('blue').map((group) => ({ ...group, alternateTargetGroup: 'green' }));
    expect(joinedGroups(serving('former'), shifting)).toBe(shifting);
    expect(joinedGroups(undefined, shifting)).toBe(shifting);
  });
});
