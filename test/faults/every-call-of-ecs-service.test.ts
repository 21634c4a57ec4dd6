import { settleForeignService } from './foreigners.ts';
import { sweepOfServices } from './sweep-of-services.ts';

sweepOfServices({
  folder: 'ecs-service',
  fixture: 'ecs-service',
  settle: settleForeignService,
  change: { 'ecs-web#/spec/ecs/taskDefinition/containers/0/image': 'nginx:1.28' },
  makes: { taskDefinition: 2, service: 2, scalableTarget: 2, targetGroup: 1 },
});
