import type {
  CreateLaunchTemplateRequest,
  CreateLaunchTemplateResult,
  DeleteLaunchTemplateRequest,
  DeleteLaunchTemplateResult,
  DescribeLaunchTemplatesRequest,
  DescribeLaunchTemplatesResult,
  LaunchTemplate as LaunchTemplateAnswer,
  ModifyLaunchTemplateRequest,
  ModifyLaunchTemplateResult,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call } from '../service.ts';
import { callerArn } from '../sts/index.ts';
import type { World } from '../world.ts';
import { newId } from './ids.ts';
import { required } from './kinds.ts';
import { readTemplateData } from './launch-template-data.ts';
import { latestVersion, needTemplate, needVersion, templateNamed } from './launch-template-find.ts';
import { matching, page, select } from './select.ts';
import type { LaunchTemplate } from './state.ts';
import { tagList, tagsFor } from './tagging.ts';

export function createLaunchTemplate(
  input: CreateLaunchTemplateRequest,
  { world }: Call<World>,
): CreateLaunchTemplateResult {
  const made = [...world.ec2.launchTemplates.values()].find(
    (template) => input.ClientToken && template.clientToken === input.ClientToken,
  );
  return { LaunchTemplate: answer(world, made ?? add(world, input)) };
}

export function describeLaunchTemplates(
  input: DescribeLaunchTemplatesRequest,
  { world }: Call<World>,
): DescribeLaunchTemplatesResult {
  const byId = select({
    kind: 'launch-template',
    records: world.ec2.launchTemplates,
    ids: input.LaunchTemplateIds,
    filters: [],
    table: {},
  });
  const named = new Set(
    input.LaunchTemplateNames?.map((name) => needTemplate(world, { LaunchTemplateName: name }).launchTemplateId),
  );
  const asked = byId.filter((template) => named.size === 0 || named.has(template.launchTemplateId));
  const found = matching(asked, input.Filters, {
    'create-time': (template) => new Date(template.createTime).toISOString(),
    'launch-template-name': (template) => template.launchTemplateName,
  });
  const { items, ...rest } = page(found, input);
  return { LaunchTemplates: items.map((template) => answer(world, template)), ...rest };
}

export function modifyLaunchTemplate(
  input: ModifyLaunchTemplateRequest,
  { world }: Call<World>,
): ModifyLaunchTemplateResult {
  const template = needTemplate(world, input);
  template.defaultVersion = needVersion(template, required(input.DefaultVersion, 'SetDefaultVersion')).number;
  return { LaunchTemplate: answer(world, template) };
}

export function deleteLaunchTemplate(
  input: DeleteLaunchTemplateRequest,
  { world }: Call<World>,
): DeleteLaunchTemplateResult {
  const template = needTemplate(world, input);
  world.ec2.launchTemplates.delete(template.launchTemplateId);
  return { LaunchTemplate: answer(world, template) };
}

function add(world: World, input: CreateLaunchTemplateRequest): LaunchTemplate {
  const name = requireName(input.LaunchTemplateName);
  if (templateNamed(world, name))
    throw new AwsError('InvalidLaunchTemplateName.AlreadyExistsException', 'Launch template name already in use.');
  const data = readTemplateData(input.LaunchTemplateData);
  const createTime = world.clock.now();
  const template: LaunchTemplate = {
    launchTemplateId: newId(world, 'lt'),
    launchTemplateName: name,
    createTime,
    clientToken: input.ClientToken,
    defaultVersion: 1,
    lastNumber: 1,
    versions: new Map([
      [1, { number: 1, description: input.VersionDescription, createTime, clientToken: undefined, data }],
    ]),
    tags: tagsFor('launch-template', input.TagSpecifications),
  };
  world.ec2.launchTemplates.set(template.launchTemplateId, template);
  return template;
}

function requireName(value: string | undefined): string {
  const name = required(value, 'LaunchTemplateName');
  if (/^[A-Za-z0-9().\-/_]{3,128}$/.test(name)) return name;
  throw new AwsError(
    'InvalidLaunchTemplateName.MalformedException',
    `The launch template name '${name}' must have 3 to 128 letters, digits and characters of ( ) . - / _`,
  );
}

function answer(world: World, template: LaunchTemplate): LaunchTemplateAnswer {
  return {
    LaunchTemplateId: template.launchTemplateId,
    LaunchTemplateName: template.launchTemplateName,
    CreateTime: new Date(template.createTime),
    CreatedBy: callerArn(world.account),
    DefaultVersionNumber: template.defaultVersion,
    LatestVersionNumber: latestVersion(template),
    Tags: tagList(template.tags),
  };
}
