import type { Fixture } from './fixture.ts';

type Network = NonNullable<Fixture['regions'][string]['vpcs']>[number];
type Subnet = NonNullable<Network['subnets']>[number];

function publicSubnet(zone: string, cidr: string): Subnet {
  return { ...subnetIn(zone, cidr, 'public'), public: true };
}

function privateSubnet(zone: string, cidr: string): Subnet {
  return subnetIn(zone, cidr, 'private');
}

function subnetIn(zone: string, cidr: string, tier: 'public' | 'private'): Subnet {
  const kind = tier === 'public' ? 'Public' : 'Private';
  return { name: `${kind} subnet ${zone}`, zone: zone.toLowerCase(), cidr, tags: { Tier: tier } };
}

/** A network in which web servers stand already. */
function networkOfPages(name: string, second: number): Network {
  const cidr = `10.${second}.0.0/16`;
  return {
    name,
    cidr,
    internetGateway: true,
    subnets: [publicSubnet('A', `10.${second}.0.0/24`), publicSubnet('C', `10.${second}.1.0/24`)],
    securityGroups: [{ name: 'page-sg', description: 'pages', ingress: [{ protocol: 'tcp', port: 80, cidr }] }],
  };
}

const securityGroups = ['page-sg'];

/** What has to stand before the five systems under `manifests` can be built: networks, two pairs of web servers, an image, clusters. */
export const demoGround: Fixture = {
  regions: {
    'ap-northeast-2': {
      vpcs: [
        networkOfPages('tour-vpc', 20),
        networkOfPages('pair-vpc', 30),
        {
          name: 'VPC-Lab',
          cidr: '10.0.0.0/16',
          internetGateway: true,
          subnets: [
            publicSubnet('A', '10.0.0.0/24'),
            publicSubnet('C', '10.0.1.0/24'),
            privateSubnet('A', '10.0.10.0/24'),
            privateSubnet('C', '10.0.11.0/24'),
          ],
        },
        {
          name: 'demo-service-vpc',
          cidr: '10.10.0.0/16',
          internetGateway: true,
          subnets: [
            publicSubnet('A', '10.10.0.0/24'),
            publicSubnet('B', '10.10.1.0/24'),
            privateSubnet('A', '10.10.10.0/24'),
            privateSubnet('B', '10.10.11.0/24'),
          ],
        },
      ],
      instances: [
        { name: 'page-01', subnet: 'Public subnet A', securityGroups, tags: { Role: 'page' } },
        { name: 'page-02', subnet: 'Public subnet C', securityGroups, tags: { Role: 'page' } },
        { name: 'page 01', subnet: 'Public subnet A', vpc: 'pair-vpc', securityGroups, tags: { Role: 'pair' } },
        { name: 'page 02', subnet: 'Public subnet C', vpc: 'pair-vpc', securityGroups, tags: { Role: 'pair' } },
        { name: 'bystander', subnet: 'Public subnet A', vpc: 'pair-vpc', securityGroups },
      ],
      images: [{ name: 'Web Server v1' }],
      certificates: [
        {
          id: '3f0c8a52-6d1b-4b7e-9a54-1c2d7e8f9a10',
          domain: 'example.com',
          alternatives: ['*.example.com'],
        },
      ],
      clusters: [
        { name: 'demo-service', tags: { Project: 'demo service' } },
        { name: 'demo', capacityProviders: ['FARGATE', 'FARGATE_SPOT'] },
      ],
    },
  },
};
