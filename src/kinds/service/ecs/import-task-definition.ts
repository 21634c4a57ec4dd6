import type { Live } from '../../../core/resource.ts';
import { validate } from '../../../schema/validate.ts';
import { normalContainer, normalVolume } from '../../../resources/task-definition/normal.ts';
import {
  taskDefinitionType,
  type Container,
  type TaskDefinitionState,
} from '../../../resources/task-definition/type.ts';
import type { ImportContext, Note } from '../../import/context.ts';
import { specOf, unsaid, type Spec } from '../../import/spec.ts';
import { taskDefinition as schema } from './task-definition.ts';

interface Said {
  readonly spec: Spec;
  /** Those of the definition, where the manifest has its content, and therefore gives it its tags. */
  readonly tags?: TaskDefinitionState['tags'];
}

/** The content of the revision that runs, where it is the latest and a manifest can say all of it; else that revision. */
export function importTaskDefinition(arn: string, { standing }: ImportContext, notes: Note[]): Said {
  const path = ['spec', 'ecs', 'taskDefinition'];
  const [family = '', revision] = arn.slice(arn.lastIndexOf('/') + 1).split(':');
  const pinned: Said = { spec: { family, revision: Number(revision) } };
  const live = standing(arn) as Live<TaskDefinitionState> | undefined;
  if (live === undefined) {
    notes.push({ path, text: 'Not the latest revision, or one that could not be read: it is used as it is.' });
    return pinned;
  }
  const spec = contentOf(live.state);
  const [fault] = validate(schema, spec);
  if (fault === undefined) return { spec, tags: live.state.tags ?? {} };
  notes.push({
    path,
    text: `A manifest can't say /${fault.path.join('/')} (${fault.message}): the revision is used as it is.`,
  });
  return pinned;
}

function contentOf(state: TaskDefinitionState): Spec {
  return specOf(taskDefinitionType, state, {
    containers: (containers) =>
      Object.entries(containers).map(([name, container]) => ({ name, ...bareContainer(container, state.networkMode) })),
    volumes: (volumes) =>
      Object.keys(volumes).length === 0
        ? undefined
        : Object.entries(volumes).map(([name, volume]) => ({ name, ...normalVolume(volume) })),
    tags: unsaid,
  });
}

/** Without what AWS fills in by itself. */
function bareContainer(container: Container, networkMode: string | undefined): Spec {
  const { essential, cpu, portMappings, ...others } = normalContainer(container, networkMode);
  const ports = ((portMappings ?? []) as readonly Spec[]).map((port) => barePort(port, networkMode));
  return {
    ...others,
    ...(cpu === 0 ? {} : { cpu }),
    ...(essential === true ? {} : { essential }),
    ...(ports.length === 0 ? {} : { portMappings: ports }),
  };
}

function barePort({ protocol, hostPort, ...others }: Spec, networkMode: string | undefined): Spec {
  const isImplied = networkMode === 'awsvpc' || networkMode === 'host' || (hostPort ?? 0) === 0;
  return { ...others, ...(isImplied ? {} : { hostPort }), ...(protocol === 'tcp' ? {} : { protocol }) };
}
