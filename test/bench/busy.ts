/** Milliseconds for which this process has kept processors busy, its collector's threads included: not what else the machine does. */
export function busyMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
