/** The two parts of `demo/web`. */
export function partsOf(name: string): { readonly cluster: string; readonly service: string } {
  const slash = name.indexOf('/');
  return { cluster: name.slice(0, slash), service: name.slice(slash + 1) };
}

/** `demo/web` of `arn:…:service/demo/web`; accounts with the short form of ARNs have no cluster in it. */
export function nameOfArn(arn: string, cluster: string): string {
  const service = arn.slice(arn.lastIndexOf('/') + 1);
  return `${clusterName(cluster)}/${service}`;
}

/** `demo` of `arn:…:cluster/demo`. */
export function clusterName(cluster: string): string {
  return cluster.slice(cluster.lastIndexOf('/') + 1);
}
