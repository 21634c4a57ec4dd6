import { AwsError } from '../service.ts';
import type { Ec2World } from '../world.ts';
import { need, required } from './kinds.ts';
import type { LaunchTemplate, LaunchTemplateVersion } from './state.ts';

/** How calls name a template: by its id or by its name. */
export interface TemplateNaming {
  readonly LaunchTemplateId?: string | undefined;
  readonly LaunchTemplateName?: string | undefined;
}

/** The template that a call names. */
export function needTemplate({ ec2 }: Ec2World, naming: TemplateNaming): LaunchTemplate {
  if (naming.LaunchTemplateId && naming.LaunchTemplateName)
    throw new AwsError(
      'InvalidParameterCombination',
      'The launch template ID and name must not both be specified in the same request',
    );
  if (naming.LaunchTemplateId) return need('launch-template', ec2.launchTemplates, naming.LaunchTemplateId);
  const name = required(naming.LaunchTemplateName, 'LaunchTemplateId or LaunchTemplateName');
  const found = templateNamed({ ec2 }, name);
  if (found === undefined)
    throw new AwsError(
      'InvalidLaunchTemplateName.NotFoundException',
      `No launch template is named '${name}' in this account and region.`,
    );
  return found;
}

export function templateNamed({ ec2 }: Pick<Ec2World, 'ec2'>, name: string): LaunchTemplate | undefined {
  return [...ec2.launchTemplates.values()].find((template) => template.launchTemplateName === name);
}

/** A version by its number, `$Latest` or `$Default`, which is also meant where none is named. */
export function needVersion(template: LaunchTemplate, asked = '$Default'): LaunchTemplateVersion {
  const found = template.versions.get(versionNumber(template, asked));
  if (found === undefined)
    throw new AwsError(
      'InvalidLaunchTemplateId.VersionNotFound',
      `The launch template '${template.launchTemplateId}' has no version ${asked}.`,
    );
  return found;
}

export function latestVersion(template: LaunchTemplate): number {
  return Math.max(...template.versions.keys());
}

function versionNumber(template: LaunchTemplate, asked: string): number {
  if (asked === '$Latest') return latestVersion(template);
  if (asked === '$Default') return template.defaultVersion;
  if (!/^[1-9]\d{0,8}$/.test(asked))
    throw new AwsError(
      'InvalidLaunchTemplateVersion.Malformed',
      `'${asked}' is no version of a launch template: a number, $Latest or $Default is.`,
    );
  return Number(asked);
}
