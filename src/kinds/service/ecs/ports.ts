import type { Membership } from '../schema.ts';
import type { EcsSpec } from './schema.ts';

/** A port that a container serves. */
export interface ServedPort {
  readonly container: string;
  readonly port: number;
}

/** The ports that a target group could be served by: those of the container and number that it names, or else all. */
export function servedPorts({ taskDefinition }: EcsSpec, { container, port }: Membership): ServedPort[] {
  const all = (taskDefinition.containers ?? []).flatMap(({ name, portMappings = [] }) =>
    portMappings.flatMap(({ containerPort }) =>
      containerPort === undefined ? [] : { container: name, port: containerPort },
    ),
  );
  return all.filter(
    (one) => (container === undefined || one.container === container) && (port === undefined || one.port === port),
  );
}
