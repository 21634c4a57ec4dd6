import { Option } from 'commander';
import { integer, newName } from '../options.ts';

/** What is asked where it is left out. */
export function initOptions(): Option[] {
  return [
    new Option('--from <what>', 'what serves the requests').choices(['instances', 'asg', 'fargate']),
    new Option('--name <name>', 'what everything is named after (default: web)').argParser(newName),
    new Option('--port <port>', 'the port that it serves on').argParser(integer(1, 65_535)).default(80),
    new Option('--vpc <vpc>', 'its name or id (default: the only one besides the default VPC)'),
    new Option(
      '--subnet <subnet...>',
      "a subnet of the load balancer, by name or id; may be repeated (default: the VPC's public ones, in two zones)",
    ),
    new Option(
      '--https <certificate>',
      'the domain, to take its certificate from ACM, or the ARN of a certificate of ACM or IAM, or none (default: none)',
    ),
    new Option('--image <image>', 'the AMI of asg, by name or id, or the container image of fargate'),
    new Option('--cluster <name>', 'the ECS cluster of fargate (default: the only one)'),
    new Option('--out <dir>', 'the folder to write to').default('./manifests'),
    new Option('--force', 'overwrite existing files'),
    new Option('-y, --yes', 'do not ask; what has no default has to be passed'),
  ];
}
