import type { Fixture } from './fixture.ts';

/** What has to stand before the five systems under `manifests` can be built: networks, two pairs of web servers, an image, clusters. */
export const demoGround: Fixture = {
  regions: {
    'ap-northeast-2': {
      vpcs: [
        {
          name: 'tour-vpc',
          cidr: '10.20.0.0/16',
          internetGateway: true,
          subnets: [
            { name: 'Public subnet A', zone: 'a', cidr: '10.20.0.0/24', public: true, tags: { Tier: 'public' } },
            { name: 'Public subnet C', zone: 'c', cidr: '10.20.1.0/24', public: true, tags: { Tier: 'public' } },
          ],
          securityGroups: [
            { name: 'page-sg', description: 'pages', ingress: [{ protocol: 'tcp', port: 80, cidr: '10.20.0.0/16' }] },
          ],
        },
        {
          name: 'pair-vpc',
          cidr: '10.30.0.0/16',
          internetGateway: true,
          subnets: [
            { name: 'Public subnet A', zone: 'a', cidr: '10.30.0.0/24', public: true, tags: { Tier: 'public' } },
            { name: 'Public subnet C', zone: 'c', cidr: '10.30.1.0/24', public: true, tags: { Tier: 'public' } },
          ],
          securityGroups: [
            { name: 'page-sg', description: 'pages', ingress: [{ protocol: 'tcp', port: 80, cidr: '10.30.0.0/16' }] },
          ],
        },
        {
          name: 'VPC-Lab',
          cidr: '10.0.0.0/16',
          internetGateway: true,
          subnets: [
            { name: 'Public subnet A', zone: 'a', cidr: '10.0.0.0/24', public: true, tags: { Tier: 'public' } },
            { name: 'Public subnet C', zone: 'c', cidr: '10.0.1.0/24', public: true, tags: { Tier: 'public' } },
            { name: 'Private subnet A', zone: 'a', cidr: '10.0.10.0/24', tags: { Tier: 'private' } },
            { name: 'Private subnet C', zone: 'c', cidr: '10.0.11.0/24', tags: { Tier: 'private' } },
          ],
        },
        {
          name: 'demo-service-vpc',
          cidr: '10.10.0.0/16',
          internetGateway: true,
          subnets: [
            { name: 'Public subnet A', zone: 'a', cidr: '10.10.0.0/24', public: true, tags: { Tier: 'public' } },
            { name: 'Public subnet B', zone: 'b', cidr: '10.10.1.0/24', public: true, tags: { Tier: 'public' } },
            { name: 'Private subnet A', zone: 'a', cidr: '10.10.10.0/24', tags: { Tier: 'private' } },
            { name: 'Private subnet B', zone: 'b', cidr: '10.10.11.0/24', tags: { Tier: 'private' } },
          ],
        },
      ],
      instances: [
        { name: 'page-01', subnet: 'Public subnet A', securityGroups: ['page-sg'], tags: { Role: 'page' } },
        { name: 'page-02', subnet: 'Public subnet C', securityGroups: ['page-sg'], tags: { Role: 'page' } },
        {
          name: 'page 01',
          subnet: 'Public subnet A',
          vpc: 'pair-vpc',
          securityGroups: ['page-sg'],
          tags: { Role: 'pair' },
        },
        {
          name: 'page 02',
          subnet: 'Public subnet C',
          vpc: 'pair-vpc',
          securityGroups: ['page-sg'],
          tags: { Role: 'pair' },
        },
        { name: 'bystander', subnet: 'Public subnet A', vpc: 'pair-vpc', securityGroups: ['page-sg'] },
      ],
      images: [{ name: 'Web Server v1' }],
      clusters: [
        { name: 'demo-service', tags: { Project: 'demo service' } },
        { name: 'demo', capacityProviders: ['FARGATE', 'FARGATE_SPOT'] },
      ],
    },
  },
};
