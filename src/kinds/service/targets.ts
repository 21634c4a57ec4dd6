import type { Wanted } from '../../core/resource.ts';
import { isFind, type Find, type Text } from '../../core/value.ts';
import type { TargetState } from '../../resources/target/type.ts';
import type { DesireContext } from '../context.ts';
import type { Manifest } from '../manifest.ts';
import { arnOf, resourceId, vpcText } from '../pointing.ts';
import { parseRef } from '../references.ts';
import { shellOf, sourceAt } from '../wanted.ts';
import type { InstancePointer, Membership } from './schema.ts';

type Service = Manifest<'Service'>;

/** Something that is to be registered, as one entry of the manifest names it. */
interface Entry {
  readonly path: readonly (string | number)[];
  /** Its name among the Service's targets. */
  readonly label: string;
  readonly id: Text;
  readonly port?: number | undefined;
  readonly zone?: string | undefined;
}

/** The targets of a Service that lists them, in each of its target groups; none for one that leaves them to AWS. */
export function desireTargets(manifest: Service, context: DesireContext): Wanted<TargetState>[] {
  const entries = entriesOf(manifest);
  return (manifest.spec.targetGroups ?? []).flatMap((membership) =>
    entries.flatMap((entry) => desireTarget(manifest, membership, entry, context) ?? []),
  );
}

function desireTarget(
  manifest: Service,
  { targetGroup, port: own }: Membership,
  { path, label, id, port: entryPort, zone }: Entry,
  { groupOf }: DesireContext,
): Wanted<TargetState> | undefined {
  if (targetGroup.ref === undefined) return undefined;
  const { namespace, name } = manifest;
  const group = parseRef(targetGroup.ref, namespace);
  const parent = resourceId('target-group', targetGroup.ref, namespace);
  const spec = groupOf(group);
  const port = manifest.spec.lambda === undefined ? (entryPort ?? own ?? spec?.port) : undefined;
  const place = group.namespace === namespace ? group.name : `${group.namespace}.${group.name}`;
  return {
    ...shellOf(manifest),
    id: `target/${namespace}/${name}/${place}/${label}${port === undefined ? '' : `:${port}`}`,
    type: 'target',
    parent,
    key: label,
    at: ['', ...path].join('/'),
    state: {
      group: arnOf(parent),
      id: isFind(id) && id.$find === 'instance' ? { ...id, vpc: vpcText(spec?.vpc) } : id,
      ...(port === undefined ? {} : { port }),
      ...(zone === undefined ? {} : { zone }),
      ...listenerOf(manifest, port),
    },
    source: sourceAt(manifest, path),
  };
}

function entriesOf({ spec, namespace }: Service): Entry[] {
  if (spec.instances !== undefined) {
    return spec.instances.map((pointer, index) => ({
      path: ['spec', 'instances', index],
      label: labelOf(pointer),
      id: instanceText(pointer),
    }));
  }
  if (spec.ips !== undefined) {
    return spec.ips.map(({ ip, port, availabilityZone: zone }, index) => {
      return { path: ['spec', 'ips', index], label: ip, id: ip, port, zone };
    });
  }
  if (spec.lambda !== undefined) {
    const { functionArn } = spec.lambda;
    return [{ path: ['spec', 'lambda'], label: functionArn.slice(functionArn.indexOf('function:')), id: functionArn }];
  }
  if (spec.loadBalancer !== undefined) {
    const { ref, arn, name } = spec.loadBalancer;
    const path = ['spec', 'loadBalancer'];
    if (arn !== undefined) return [{ path, label: arn.slice(arn.indexOf('/') + 1).replaceAll('/', '.'), id: arn }];
    if (ref !== undefined) return [{ path, label: ref, id: arnOf(resourceId('load-balancer', ref, namespace)) }];
    return [{ path, label: name, id: { $find: 'load-balancer', by: { name } } }];
  }
  return [];
}

function instanceText({ id, name, tags }: InstancePointer): Find {
  if (id !== undefined) return { $find: 'instance', by: { id } };
  if (name !== undefined) return { $find: 'instance', by: { name } };
  return { $find: 'instance', by: { tags } };
}

function labelOf({ id, name, tags }: InstancePointer): string {
  return (
    id ??
    name ??
    Object.entries(tags ?? {})
      .flat()
      .join('=')
  );
}

/** A load balancer of the folder serves behind the listener of that port. */
function listenerOf({ spec, namespace }: Service, port: number | undefined): Pick<TargetState, 'listener'> {
  const ref = spec.loadBalancer?.ref;
  if (ref === undefined || port === undefined) return {};
  return { listener: arnOf(`${resourceId('listener', ref, namespace)}/${port}`) };
}
