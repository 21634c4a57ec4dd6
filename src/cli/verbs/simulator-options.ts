import { Option } from 'commander';
import { duration, integer, share } from '../options.ts';

/** What the simulated AWS has, and how it behaves. */
export function simulatorOptions(): Option[] {
  return [
    new Option('--port <port>', 'the port to listen on; 0: any free one').argParser(integer(0, 65_535)).default(4566),
    new Option('--fixture <file...>', 'what exists at the start: VPCs, subnets, instances (may be repeated)'),
    new Option('--demo', 'what the five systems under manifests need: VPCs, instances, an image, ECS clusters'),
    new Option('--seed <number>', 'the seed of all ids and random faults')
      .argParser(integer(0, 4_294_967_295))
      .default(1),
    new Option('--provisioning <time>', 'how long a load balancer takes to become active')
      .argParser(duration)
      .default(1_000, '1s'),
    new Option('--limits <whose>', 'refuse calls beyond the request limits of the AWS APIs').choices(['aws']),
    new Option(
      '--neighbour <number>',
      'somebody else in the account, who makes so many reads of the ELB API a second',
    ).argParser(integer(1, 100)),
    new Option('--events-to <queue>', 'an SQS queue that gets an event, as EventBridge sends it, for each change'),
    new Option('--event-delay <time>', 'how late events come').argParser(duration),
    new Option(
      '--event-spread <time>',
      'how much later still each may come, so that they change their order',
    ).argParser(duration),
    new Option('--event-duplicates <share>', 'which share of the events comes twice').argParser(share),
    new Option('--event-loss <share>', 'which share of the events never comes').argParser(share),
    new Option('--trail-delay <time>', "how late a call is in CloudTrail's event history").argParser(duration),
    new Option('--data-plane', 'also answer requests, at an address for each listener, as the load balancers would'),
  ];
}
