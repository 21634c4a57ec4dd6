import type { Remedy } from '../finding.ts';
import { placeOf } from '../facts.ts';
import type { Complaint, EcsService } from './complaints.ts';

/** What the usual exit codes mean. */
const exits: ReadonlyMap<number, string> = new Map([
  [0, 'it ended as if its work were done: a service has to go on running in the foreground'],
  [1, 'it failed: its log says why'],
  [126, 'its command cannot be executed'],
  [127, 'its command was not found in the image'],
  [137, 'it was killed: it did not end in time when asked to, or ran out of memory'],
  [139, 'it crashed (segmentation fault)'],
  [143, 'it was asked to end (SIGTERM)'],
  [255, 'it failed, or its image is for another architecture than runtimePlatform says'],
]);

/** What to look at after a container ended by itself. */
export function containerExitRemedy({ task }: Complaint, service: EcsService): Remedy {
  const ended = task?.containers.find(({ exitCode }) => exitCode !== undefined);
  const meaning = ended?.exitCode === undefined ? undefined : exits.get(ended.exitCode);
  const which = ended === undefined ? 'the container' : `container ${ended.name}`;
  return {
    text: `read the log of ${which}, and correct its image, command or environment${meaning === undefined ? '' : `; ${meaning}`}`,
    field: { ...placeOf(service), path: 'spec.ecs.taskDefinition.containers' },
  };
}
