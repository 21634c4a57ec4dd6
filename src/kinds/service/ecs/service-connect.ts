import { choice, integer, list, map, object, optional, text } from '../../../schema/dialect.ts';
import { secret } from './container.ts';
import { role } from './role.ts';

const logConfiguration = object(
  {
    logDriver: choice(
      ['awslogs', 'awsfirelens', 'splunk', 'fluentd', 'gelf', 'json-file', 'journald', 'syslog'],
      'Where logs go.',
    ),
    options: optional(map(text('The value.', { minLength: 0 }), "The driver's own options.")),
    secretOptions: optional(list(secret, "The driver's secret options.")),
  },
  'What becomes of the output of the proxy.',
);

const testTraffic = object(
  {
    header: object(
      {
        name: text('The name of the header.'),
        value: optional(object({ exact: text('The value, to the letter.') }, 'What it must say.')),
      },
      'A header of the request.',
    ),
  },
  'Which requests go to the new tasks first, where deployments shift traffic.',
);

const tls = object(
  {
    issuerCertificateAuthority: object(
      { awsPcaAuthorityArn: text('The ARN of the certificate authority.') },
      'Who signs the certificates.',
    ),
    kmsKey: optional(text('The key of KMS that protects the private keys.')),
    roleArn: optional(text('The role by which ECS gets certificates.', role)),
  },
  'Encrypts what the proxies say to each other.',
);

export const serviceConnect = object(
  {
    namespace: optional(text("The Cloud Map namespace, by name or ARN; the cluster's if absent.")),
    services: optional(
      list(
        object(
          {
            portName: text('The name of one of the port mappings.'),
            discoveryName: optional(text('The name in the namespace; portName if absent.')),
            clientAliases: optional(
              list(
                object(
                  {
                    port: integer('The port that clients use.', { minimum: 1, maximum: 65535 }),
                    dnsName: optional(text('The name that clients use; <discoveryName>.<namespace> if absent.')),
                    testTrafficRules: optional(testTraffic),
                  },
                  'A name and port for clients.',
                ),
                'How clients call it.',
                { maxItems: 1 },
              ),
            ),
            ingressPortOverride: optional(
              integer('The port on which the proxy listens.', { minimum: 1, maximum: 65535 }),
            ),
            timeout: optional(
              object(
                {
                  idleTimeoutSeconds: optional(integer('Seconds of silence; 0: for ever.', { minimum: 0 })),
                  perRequestTimeoutSeconds: optional(integer('Seconds for a request; 0: for ever.', { minimum: 0 })),
                },
                'When a connection is given up.',
              ),
            ),
            tls: optional(tls),
          },
          'A port that others may call by name.',
        ),
        'What others may call; a client only has none.',
        { keyedBy: 'portName' },
      ),
    ),
    logConfiguration: optional(logConfiguration),
    accessLogConfiguration: optional(
      object(
        {
          format: choice(['TEXT', 'JSON'], 'How a line looks.'),
          includeQueryParameters: optional(
            choice(['ENABLED', 'DISABLED'], 'Whether what follows a ? is written too.', { default: 'DISABLED' }),
          ),
        },
        'A line in the log for each request.',
      ),
    ),
    containerConfigurations: optional(
      list(object({ logLevel: choice(['info', 'debug'], 'How much it logs.') }, 'A setting.'), 'The proxy itself.'),
    ),
  },
  'Lets services call each other by short names, through a proxy beside each task.',
);
