import { settleForeignGroup } from './foreigners.ts';
import { sweepOfServices } from './sweep-of-services.ts';

sweepOfServices({
  folder: 'asg-web',
  fixture: 'vpc-lab',
  settle: settleForeignGroup,
  change: { 'web#/spec/autoScalingGroup/launchTemplate/instanceType': 't3.micro' },
  makes: { launchTemplate: 2, group: 2, instance: 3, targetGroup: 1 },
});
