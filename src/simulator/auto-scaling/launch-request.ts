import type { LaunchTemplateSpecification, MixedInstancesPolicy } from '@aws-sdk/client-auto-scaling';
import type { World } from '../world.ts';
import { refuse } from './find.ts';
import { readTemplate } from './group-request.ts';
import { readMixed } from './mixed-instances.ts';
import type { Group } from './state.ts';

interface Asked {
  readonly LaunchTemplate?: LaunchTemplateSpecification | undefined;
  readonly MixedInstancesPolicy?: MixedInstancesPolicy | undefined;
}

type Launch = Pick<Group, 'template' | 'mixed'>;

export function isLaunchAsked({ LaunchTemplate, MixedInstancesPolicy }: Asked): boolean {
  return LaunchTemplate !== undefined || MixedInstancesPolicy !== undefined;
}

/** What a group is to launch from: one template, or that of a policy of several types. */
export function readLaunch(world: World, asked: Asked, standing?: Launch): Launch {
  const { LaunchTemplate: template, MixedInstancesPolicy: policy } = asked;
  if (template !== undefined && policy !== undefined)
    refuse('Valid requests must contain either LaunchTemplate or MixedInstancesPolicy');
  if (policy === undefined)
    return template === undefined
      ? refuse(
          'The simulator launches from launch templates only: the request must contain LaunchTemplate or MixedInstancesPolicy',
        )
      : { template: readTemplate(world, template), mixed: undefined };
  const own = policy.LaunchTemplate?.LaunchTemplateSpecification;
  if (own === undefined && standing?.mixed === undefined)
    refuse('MixedInstancesPolicy must contain LaunchTemplate with LaunchTemplateSpecification');
  return {
    template: own === undefined ? standing!.template : readTemplate(world, own),
    mixed: readMixed(world, policy, standing?.mixed),
  };
}
