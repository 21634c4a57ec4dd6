import type { CreateServiceRequest, Deployment, Service } from '@aws-sdk/client-ecs';
import type { Members } from '../normal-members.ts';
import { present } from '../present.ts';
import { normalListed, type Listed } from './content.ts';

type Settings = Partial<Pick<CreateServiceRequest, keyof Listed>>;

export function listedIn(service: Service, primary: Deployment | undefined): Listed {
  return normalListed({
    serviceRegistries: service.serviceRegistries,
    vpcLatticeConfigurations: primary?.vpcLatticeConfigurations,
    volumeConfigurations: primary?.volumeConfigurations?.map(({ name, managedEBSVolume: volume }) => {
      const { tagSpecifications, ...same } = volume ?? {};
      const [{ tags = [], propagateTags } = {}] = tagSpecifications ?? [];
      const pairs = Object.fromEntries(tags.map(({ key = '', value = '' }) => [key, value]));
      return { name, managedEBSVolume: present({ ...same, tags: pairs, propagateTags }) };
    }),
  });
}

export function toListed(listed: Listed): Settings {
  const { volumeConfigurations: volumes, ...same } = listed;
  return {
    ...(same as unknown as Settings),
    ...(volumes === undefined
      ? {}
      : { volumeConfigurations: volumes.map(toVolume) as unknown as CreateServiceRequest['volumeConfigurations'] }),
  };
}

/** AWS has the tags of a volume in a list of one. */
function toVolume({ name, managedEBSVolume }: Members): Members {
  const { tags, propagateTags, ...same } = managedEBSVolume as Members;
  if (tags === undefined && propagateTags === undefined) return { name, managedEBSVolume: same };
  const pairs = Object.entries(tags ?? {}).map(([key, value]) => ({ key, value: String(value) }));
  const specification = { resourceType: 'volume', tags: pairs, ...present({ propagateTags }) };
  return { name, managedEBSVolume: { ...same, tagSpecifications: [specification] } };
}
