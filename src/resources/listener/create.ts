import type { Elbv2Port } from '../../aws/ports.ts';
import { plain } from '../../core/inventory.ts';
import { ensureCreated, type Existing } from '../ensure.ts';
import { toPairs } from '../pairs.ts';
import type { ApplyContext, Created, CreateStep } from '../resource.ts';
import { readElbv2Tags } from '../elbv2-tags.ts';
import { listListeners } from './observe.ts';
import type { ListenerState } from './type.ts';
import { settingsOf, writeAttributes, writeCertificates } from './write.ts';

/** Further certificates and attributes have no place in AWS's create, so that they follow it at once. */
export async function create(
  { aws, clock, secret }: ApplyContext,
  { wanted, tags }: CreateStep<ListenerState>,
): Promise<Created> {
  const loadBalancer = plain(wanted.loadBalancer);
  const created = await ensureCreated({
    async create() {
      const { Listeners } = await aws.elbv2.createListener({
        LoadBalancerArn: loadBalancer,
        DefaultActions: [],
        ...settingsOf(wanted, secret),
        Tags: toPairs(tags),
      });
      return createdAs(Listeners?.[0]?.ListenerArn);
    },
    find: () => findOn(aws.elbv2, loadBalancer, wanted),
    tags,
    clock,
  });
  await writeCertificates(aws, created.physical, wanted.extraCertificates ?? [], []);
  await writeAttributes(aws, created.physical, wanted.attributes ?? {});
  return created;
}

/** Whatever has that port: no two listeners of a load balancer can, whatever their protocols. */
async function findOn(elbv2: Elbv2Port, loadBalancer: string, { port }: ListenerState): Promise<Existing | undefined> {
  const listeners = await listListeners(elbv2, loadBalancer);
  const arn = listeners.find((one) => one.Port === port)?.ListenerArn;
  if (arn === undefined) return undefined;
  return { ...createdAs(arn), tags: (await readElbv2Tags(elbv2, [arn])).get(arn) ?? {} };
}

function createdAs(arn = ''): Created {
  return { physical: arn, outputs: { arn } };
}
