import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { TaggingOperation } from '../operations.ts';

export { ResourceGroupsTaggingAPIClient as Client };

export const commands = {
  getResources: GetResourcesCommand,
} satisfies Record<TaggingOperation, unknown>;
