import type { Wanted } from '../../core/resource.ts';
import type { SecurityGroupState } from '../../resources/security-group/type.ts';
import type { SecurityGroupRuleState } from '../../resources/security-group-rule/type.ts';
import type { Manifest } from '../manifest.ts';
import { vpcText } from '../pointing.ts';
import { shellOf, sourceAt } from '../wanted.ts';
import { desireRules } from './rules.ts';

/** The group, then each of its rules. */
export function desireSecurityGroup(
  manifest: Manifest<'SecurityGroup'>,
): [Wanted<SecurityGroupState>, ...Wanted<SecurityGroupRuleState>[]] {
  const { namespace, name, spec } = manifest;
  const id = `security-group/${namespace}/${name}`;
  const vpc = vpcText(spec.vpc);
  const rules = desireRules(manifest, { id, vpc });
  const group: Wanted<SecurityGroupState> = {
    ...shellOf(manifest),
    id,
    type: 'security-group',
    key: '',
    at: '/spec',
    state: {
      name: spec.name ?? name,
      vpc,
      ...(spec.description === undefined ? {} : { description: spec.description }),
      ...(spec.egress === undefined ? {} : { egress: 'declared' as const }),
      ...(spec.tags === undefined ? {} : { tags: spec.tags }),
    },
    content: Object.fromEntries(rules.map(({ key, state }) => [key, state])),
    source: sourceAt(manifest, ['spec']),
  };
  return [group, ...rules];
}
