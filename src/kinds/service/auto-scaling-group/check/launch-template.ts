import { groupBy } from '../../../../core/group-by.ts';
import type { Path } from '../../../../core/problem.ts';
import type { Fault } from '../../../../schema/fault.ts';
import { quote } from '../../../../schema/words.ts';
import type { ManifestFolder } from '../../../check/folder.ts';
import { repeats } from '../../../check/repeats.ts';
import { tagFaults } from '../../../check/tags.ts';
import type { Manifest } from '../../../manifest.ts';
import type { LaunchTemplateSpec } from '../launch-template.ts';
import type { AutoScalingGroupSpec } from '../schema.ts';

type Service = Manifest<'Service'>;

const USER_DATA_BYTES = 16 * 1024;

export function* launchTemplate(spec: AutoScalingGroupSpec, service: Service): Iterable<Fault> {
  const { launchTemplate: template } = spec;
  const at = (fault: Fault): Fault => ({ ...fault, path: ['launchTemplate', ...fault.path] });
  for (const wrong of nameMistakes(nameOf(spec, service))) {
    const message = `${quote(nameOf(spec, service))} cannot be the name of a launch template: ${wrong}`;
    const hint = template.name === undefined ? 'set launchTemplate.name: it need not be that of the group' : undefined;
    yield at({ path: template.name === undefined ? [] : ['name'], message, hint });
  }
  for (const fault of contentFaults(template)) yield at(fault);
}

/** Two Services that claim one template would take turns in adding versions to it. */
export function* sameTemplateName(
  spec: AutoScalingGroupSpec,
  service: Service,
  folder: ManifestFolder,
): Iterable<Fault> {
  const name = nameOf(spec, service);
  const claimants = folder.fact(servicesByTemplate).get(name) ?? [];
  const other = claimants.find((each) => each.id !== service.id);
  if (other === undefined) return;
  const { line, column } = other.source.locate(['spec', 'autoScalingGroup', 'launchTemplate']);
  yield {
    path: ['launchTemplate'],
    message: `the launch template ${quote(name)} is also claimed by ${other.id} at ${other.source.file}:${line}:${column}`,
    hint: 'give one of them another launchTemplate.name',
  };
}

function* contentFaults({
  userData = '',
  instanceTags = {},
  volumeTags = {},
  ...spec
}: LaunchTemplateSpec): Iterable<Fault> {
  const bytes = new TextEncoder().encode(userData).length;
  if (bytes > USER_DATA_BYTES)
    yield {
      path: ['userData'],
      message: `is ${bytes} bytes long, at most ${USER_DATA_BYTES} are allowed`,
      hint: 'let it fetch the rest when the instance starts',
    };
  yield* tagFaults(instanceTags, ['instanceTags']);
  yield* tagFaults(volumeTags, ['volumeTags']);
  yield* devices(spec.blockDeviceMappings ?? []);
}

function* devices(given: NonNullable<LaunchTemplateSpec['blockDeviceMappings']>): Iterable<Fault> {
  for (const [index, { ebs, virtualName, noDevice }] of given.entries()) {
    const said = [ebs, virtualName, noDevice].filter((one) => one !== undefined).length;
    if (said === 1) continue;
    const path: Path = ['blockDeviceMappings', index];
    yield { path, message: `needs exactly one of ebs, virtualName and noDevice, has ${said === 0 ? 'none' : said}` };
  }
  for (const { item } of repeats(given.entries(), ([, { deviceName }]) => deviceName)) {
    const [index, { deviceName }] = item;
    yield { path: ['blockDeviceMappings', index, 'deviceName'], message: `${quote(deviceName)} is mapped twice` };
  }
}

function* nameMistakes(name: string): Iterable<string> {
  if (name.length < 3) yield 'it needs at least 3 characters';
  if (name.length > 128) yield `it is ${name.length} characters long, at most 128 are allowed`;
  if (!/^[A-Za-z0-9().\-/_]*$/.test(name)) yield 'only letters, digits and ().-/_ are allowed';
}

function nameOf({ name: group, launchTemplate: { name } }: AutoScalingGroupSpec, service: Service): string {
  return name ?? group ?? service.name;
}

function servicesByTemplate(manifests: readonly Manifest[]): ReadonlyMap<string, readonly Service[]> {
  const services = manifests.filter((manifest) => manifest.kind === 'Service');
  return groupBy(services, (service) => {
    const { autoScalingGroup } = service.spec;
    return autoScalingGroup && nameOf(autoScalingGroup, service);
  });
}
