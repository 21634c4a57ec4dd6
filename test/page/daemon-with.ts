import { startRig, type Rig } from '../daemon/loop/rig.ts';
import type { Room } from './browser.ts';

/** A daemon on a simulated account, with the page on it. */
export async function daemonWith({ page }: Room, folder: string): Promise<Rig & { readonly url: string }> {
  const rig = await startRig(folder, { server: { listen: '127.0.0.1:0', page: page() } });
  return { ...rig, url: rig.daemon.url! };
}
