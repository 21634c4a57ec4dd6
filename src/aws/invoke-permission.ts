/** What allows the load balancers of one target group, and nobody else's, to invoke a function. */
export function invokePermission(functionArn: string, targetGroup: string): string {
  return [
    'aws lambda add-permission',
    `--function-name ${functionArn}`,
    '--statement-id elasticloadbalancing',
    '--action lambda:InvokeFunction',
    '--principal elasticloadbalancing.amazonaws.com',
    `--source-arn ${targetGroup}`,
  ].join(' ');
}

/** AWS's refusal of a function that it may not invoke. */
export const mayNotInvoke = /permission to invoke (\S+) from target group (\S+)/;

/** What to do after that refusal. */
export function invokeRemedy({ message }: { readonly message: string }): string {
  const [, functionArn = '', targetGroup = ''] = mayNotInvoke.exec(message) ?? [];
  return `allow it: ${invokePermission(functionArn, targetGroup)}`;
}
