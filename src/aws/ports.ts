import type { CallCounter } from './calls.ts';
import type { commands as ec2Commands } from './clients/ec2.ts';
import type { commands as elbv2Commands } from './clients/elbv2.ts';
import type { commands as stsCommands } from './clients/sts.ts';
import type { Port } from './port.ts';

export type Elbv2Port = Port<typeof elbv2Commands>;
export type Ec2Port = Port<typeof ec2Commands>;
export type StsPort = Port<typeof stsCommands>;

/** AWS as the rest of the program sees it: one account and region, and only the operations used. */
export interface Aws {
  readonly region: string;
  readonly elbv2: Elbv2Port;
  readonly ec2: Ec2Port;
  readonly sts: StsPort;
  /** What it has cost so far. */
  readonly calls: CallCounter;
}
