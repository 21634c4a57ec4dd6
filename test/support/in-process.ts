import type { Connection } from '../../src/aws/call.ts';
import { actionName, services, type Service } from '../../src/aws/operations.ts';
import { AwsError } from '../../src/simulator/service.ts';
import type { Simulator } from '../../src/simulator/server.ts';

/**
 * The way to a simulator in the same process: through our own line, with its buckets, counts and retries, and without the
 * SDK and the wire, which cost more than everything else together. That both ways give the same is a test of its own.
 */
export function inProcess(simulator: Simulator): (service: Service) => Connection {
  return (service) => ({
    endpoint: () => simulator.url,
    distrust: () => undefined,
    async send(operation, input, beforeItLeaves) {
      beforeItLeaves();
      // By the key that the tests' clients sign with: the same user calls both ways.
      const call = { service: services[service].iamPrefix, action: actionName(operation), input, accessKey: 'test' };
      const output = await simulator.call(call).catch((error: unknown) => {
        throw error instanceof AwsError ? asSdkThrows(error) : error;
      });
      if (output === undefined) throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      return output;
    },
  });
}

/** As much of the SDK's exceptions as is read of them. */
function asSdkThrows({ code, message, status }: AwsError): Error {
  return Object.assign(new Error(message), {
    name: code,
    Code: code,
    $fault: status < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode: status },
  });
}
