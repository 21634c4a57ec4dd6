import type { Wanted } from '../../core/resource.ts';
import type { TargetGroupState } from '../../resources/target-group/type.ts';
import { attributeTexts } from '../attribute-texts.ts';
import type { DesireContext } from '../context.ts';
import type { Manifest } from '../manifest.ts';
import { vpcText } from '../pointing.ts';
import { shellOf, sourceAt } from '../wanted.ts';

/** The group, and the load balancer that sends to it: AWS lets it serve no second one. */
export function desireTargetGroup(manifest: Manifest<'TargetGroup'>, context: DesireContext): Wanted<TargetGroupState> {
  const { namespace, name } = manifest;
  const id = `target-group/${namespace}/${name}`;
  const loadBalancer = context.loadBalancerOf(id);
  const claim = context.targetsOf(id);
  const { from, ...shell } = shellOf(manifest);
  return {
    ...shell,
    ...(from === undefined ? {} : { from: [...from, ...(claim?.from ?? [])] }),
    id,
    type: 'target-group',
    key: '',
    at: '/spec',
    state: {
      ...stateOf(manifest),
      ...(loadBalancer === undefined ? {} : { loadBalancer: { $ref: loadBalancer, output: 'arn', weak: true } }),
    },
    source: sourceAt(manifest, ['spec']),
    ...(claim === undefined ? {} : { targets: claim.by, content: claim.content }),
  };
}

/** What has the same name and form in the manifest, in the state and at AWS is handed on as it is. */
function stateOf({ name, spec }: Manifest<'TargetGroup'>): TargetGroupState {
  const { name: awsName = name, targetType = 'instance', vpc, attributes, ...same } = spec;
  return {
    ...same,
    name: awsName,
    targetType,
    ...(vpc === undefined ? {} : { vpc: vpcText(vpc) }),
    ...(attributes === undefined ? {} : { attributes: attributeTexts(attributes) }),
  };
}
