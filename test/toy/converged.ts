import { carryOut, planFor } from './carry-out.ts';
import { Cloud } from './cloud.ts';
import { desire, type Folder } from './folder.ts';

/** A cloud in which all stands as that folder asks for. */
export function converged(folder: Folder): Cloud {
  const cloud = new Cloud();
  const wanted = desire(folder);
  carryOut(cloud, planFor(cloud, wanted), wanted);
  return cloud;
}
