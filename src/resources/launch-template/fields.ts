import { sameSet, type Field, type Fields } from '../../core/fields.ts';
import { sameJson, sortedSet } from '../../core/json.ts';
import { uniqueName } from '../unique-name.ts';
import type { BlockDevice, LaunchTemplateState } from './state.ts';

/** Whatever changes in the content makes one new version. */
export type LaunchTemplateGroup = 'tags' | 'version';

/** The longest name that AWS allows. */
export const NAME_LIMIT = 128;

const HERE = '/autoScalingGroup/launchTemplate';

export const launchTemplateFields: Fields<LaunchTemplateState, LaunchTemplateGroup> = {
  name: { ...uniqueName(NAME_LIMIT), path: `${HERE}/name` },
  tags: { onChange: 'tags', keyed: true },
  description: part('description', ''),
  image: { onChange: 'version', path: `${HERE}/image` },
  instanceType: { onChange: 'version', path: `${HERE}/instanceType` },
  keyName: part('keyName', ''),
  securityGroups: { ...part('securityGroups', []), same: sameSet },
  iamInstanceProfile: part('iamInstanceProfile', {}),
  userData: part('userData', ''),
  instanceTags: { onChange: 'version', keyed: true, path: `${HERE}/instanceTags` },
  volumeTags: { onChange: 'version', keyed: true, path: `${HERE}/volumeTags` },
  blockDeviceMappings: { ...part('blockDeviceMappings', []), same: sameDevices },
  metadataOptions: { onChange: 'version', keyed: true, path: `${HERE}/metadataOptions` },
  monitoring: part('monitoring', false),
  ebsOptimized: part('ebsOptimized', false),
  disableApiTermination: part('disableApiTermination', false),
  cpuCredits: { ...part('cpuCredits', ''), path: `${HERE}/creditSpecification/cpuCredits` },
};

type Value<K extends keyof LaunchTemplateState> = NonNullable<LaunchTemplateState[K]>;

/** A part of the content that a version may lack; what stands for its absence is its default, declared or not. */
function part<K extends keyof LaunchTemplateState>(
  name: K,
  absent: Value<K>,
): Field<Value<K>, LaunchTemplateState, 'version'> {
  return {
    onChange: 'version',
    path: `${HERE}/${name}`,
    default: () => absent,
    same: (wanted, live = absent) => sameJson(wanted, live),
  };
}

function sameDevices(wanted: readonly BlockDevice[], live: readonly BlockDevice[] = []): boolean {
  return sameJson(sortedSet(wanted), sortedSet(live));
}
