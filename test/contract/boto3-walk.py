"""Walks boto3's waiters and paginators over a simulator.

Takes the simulator's address, and on standard input the operations that it has, by boto3's names of the services.
Whatever a service refuses, and any waiter or paginator that there is no case for, ends it with an error.
"""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint = sys.argv[1]
simulated = json.load(sys.stdin)


def client(service):
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name="ap-northeast-2",
        aws_access_key_id="test",
        aws_secret_access_key="secret",
        config=Config(retries={"total_max_attempts": 1}),
    )


clients = {service: client(service) for service in simulated}
ec2, elbv2, ecs = clients["ec2"], clients["elbv2"], clients["ecs"]
scaling, scalable = clients["autoscaling"], clients["application-autoscaling"]


def tagged(kind, **tags):
    return [{"ResourceType": kind, "Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}]


# The ground: of each kind as many as make two pages.
vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
for index in range(1, 6):
    ec2.create_vpc(CidrBlock=f"10.{index}.0.0/16", TagSpecifications=tagged("vpc", Name=f"v{index}"))
zones = [zone["ZoneName"] for zone in ec2.describe_availability_zones()["AvailabilityZones"]]
subnets = [
    ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.0.{index}.0/24", AvailabilityZone=zones[index])["Subnet"]["SubnetId"]
    for index in range(2)
]
gateways = [ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"] for _ in range(6)]
ec2.attach_internet_gateway(InternetGatewayId=gateways[0], VpcId=vpc)
# Tasks pull their images over the way out.
table = ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["RouteTables"][0]["RouteTableId"]
ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateways[0])
nats = [
    ec2.create_nat_gateway(SubnetId=subnets[0], ConnectivityType="private")["NatGateway"]["NatGatewayId"]
    for _ in range(7)
]
for index in range(6):
    ec2.allocate_address(Domain="vpc")
    ec2.create_managed_prefix_list(PrefixListName=f"list{index}", AddressFamily="IPv4", MaxEntries=1)
    ec2.register_image(Name=f"image{index}")
image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
interface = ec2.create_network_interface(SubnetId=subnets[0])["NetworkInterface"]["NetworkInterfaceId"]
# Each in a reservation of its own: EC2 counts instances, and its pages hold reservations.
instances = [
    ec2.run_instances(ImageId=image, InstanceType="t3.micro", MinCount=1, MaxCount=1, SubnetId=subnets[0])[
        "Instances"
    ][0]["InstanceId"]
    for _ in range(8)
]
stopped, ended = instances[-2:]
volume, gone_volume = (
    ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]["BlockDeviceMappings"][0]["Ebs"][
        "VolumeId"
    ]
    for instance in (instances[0], ended)
)
templates = []
for index in range(6):
    data = {"ImageId": image, "InstanceType": "t3.micro"}
    made = ec2.create_launch_template(LaunchTemplateName=f"template{index}", LaunchTemplateData=data)
    templates.append(made["LaunchTemplate"]["LaunchTemplateId"])
    ec2.create_launch_template_version(LaunchTemplateId=templates[0], LaunchTemplateData=data)

balancers = [
    elbv2.create_load_balancer(Name=name, Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
    for name in ("web", "api", "gone")
]
groups = [
    elbv2.create_target_group(Name=name, Protocol="HTTP", Port=80, VpcId=vpc, TargetType=kind)["TargetGroups"][0][
        "TargetGroupArn"
    ]
    for name, kind in (("web", "instance"), ("blue", "ip"), ("green", "ip"))
]
for group in groups:
    elbv2.modify_target_group_attributes(
        TargetGroupArn=group, Attributes=[{"Key": "deregistration_delay.timeout_seconds", "Value": "0"}]
    )
certificates = [f"arn:aws:acm:ap-northeast-2:123456789012:certificate/{index}" for index in range(3)]
listener = elbv2.create_listener(
    LoadBalancerArn=balancers[0],
    Protocol="HTTPS",
    Port=443,
    Certificates=[{"CertificateArn": certificates[0]}],
    DefaultActions=[{"Type": "forward", "TargetGroupArn": groups[0]}],
)["Listeners"][0]["ListenerArn"]
for arn in certificates[1:]:
    elbv2.add_listener_certificates(ListenerArn=listener, Certificates=[{"CertificateArn": arn}])
elbv2.create_listener(
    LoadBalancerArn=balancers[0],
    Protocol="HTTP",
    Port=80,
    DefaultActions=[{"Type": "forward", "TargetGroupArn": groups[1]}],
)
for index, group in enumerate(groups, 1):
    elbv2.create_rule(
        ListenerArn=listener,
        Priority=index,
        Conditions=[{"Field": "path-pattern", "Values": [f"/{index}/*"]}],
        Actions=[{"Type": "forward", "TargetGroupArn": group}],
    )
for name in ("one", "two"):
    elbv2.create_trust_store(
        Name=name, CaCertificatesBundleS3Bucket="bundles", CaCertificatesBundleS3Key=f"{name}.pem"
    )
targets = [{"Id": instance} for instance in instances[:2]]
elbv2.register_targets(TargetGroupArn=groups[0], Targets=targets)

for name in ("demo", "other"):
    ecs.create_cluster(clusterName=name, tags=[{"key": "Name", "value": name}])
container = {"name": "web", "image": "web:1", "portMappings": [{"containerPort": 80}]}
for _ in range(2):
    ecs.register_task_definition(
        family="web",
        networkMode="awsvpc",
        requiresCompatibilities=["FARGATE"],
        cpu="256",
        memory="512",
        containerDefinitions=[container],
    )
for name, group in (("blue", groups[1]), ("green", groups[2])):
    ecs.create_service(
        cluster="demo",
        serviceName=name,
        taskDefinition="web",
        desiredCount=1,
        launchType="FARGATE",
        loadBalancers=[{"targetGroupArn": group, "containerName": "web", "containerPort": 80}],
        networkConfiguration={"awsvpcConfiguration": {"subnets": subnets, "assignPublicIp": "ENABLED"}},
    )
    scalable_target = {
        "ServiceNamespace": "ecs",
        "ResourceId": f"service/demo/{name}",
        "ScalableDimension": "ecs:service:DesiredCount",
    }
    scalable.register_scalable_target(**scalable_target, MinCapacity=1, MaxCapacity=4)
    scalable.put_scaling_policy(
        **scalable_target,
        PolicyName="cpu",
        PolicyType="TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration={
            "TargetValue": 50,
            "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"},
        },
    )

for name in ("one", "two"):
    scaling.create_auto_scaling_group(
        AutoScalingGroupName=name,
        MinSize=1,
        MaxSize=2,
        VPCZoneIdentifier=",".join(subnets),
        LaunchTemplate={"LaunchTemplateId": templates[1]},
        TargetGroupARNs=groups[:1],
        Tags=[{"Key": "Name", "Value": name, "PropagateAtLaunch": True}],
    )
    scaling.put_scaling_policy(
        AutoScalingGroupName=name,
        PolicyName="cpu",
        PolicyType="TargetTrackingScaling",
        TargetTrackingConfiguration={
            "TargetValue": 50,
            "PredefinedMetricSpecification": {"PredefinedMetricType": "ASGAverageCPUUtilization"},
        },
    )
elbv2_group = elbv2.create_target_group(Name="more", Protocol="HTTP", Port=80, VpcId=vpc)["TargetGroups"][0]
scaling.attach_load_balancer_target_groups(
    AutoScalingGroupName="one", TargetGroupARNs=[elbv2_group["TargetGroupArn"]]
)
if "sqs" in clients:
    for name in ("one", "two"):
        clients["sqs"].create_queue(QueueName=name)


# The waiters, each with what it waits for; what is to happen first, happens first.
def running_tasks():
    return {"cluster": "demo", "tasks": ecs.list_tasks(cluster="demo", serviceName="green")["taskArns"]}


def stopping_task():
    task = ecs.list_tasks(cluster="demo", serviceName="green")["taskArns"][0]
    ecs.stop_task(cluster="demo", task=task)
    return {"cluster": "demo", "tasks": [task]}


def deleting_service():
    ecs.delete_service(cluster="demo", service="green", force=True)
    return {"cluster": "demo", "services": ["green"]}


def deregistering():
    elbv2.deregister_targets(TargetGroupArn=groups[0], Targets=targets[1:])
    return {"TargetGroupArn": groups[0], "Targets": targets[1:]}


def deleting_balancer():
    elbv2.delete_load_balancer(LoadBalancerArn=balancers[2])
    return {"LoadBalancerArns": balancers[2:]}


def stopping_instance():
    ec2.stop_instances(InstanceIds=[stopped])
    return {"InstanceIds": [stopped]}


def ending_instance():
    ec2.terminate_instances(InstanceIds=[ended])
    return {"InstanceIds": [ended]}


def deleting_nat():
    ec2.delete_nat_gateway(NatGatewayId=nats[6])
    return {"NatGatewayIds": [nats[6]]}


key = ec2.create_key_pair(KeyName="walk")["KeyName"]

waiters = {
    "ec2": {
        "image_available": {"ImageIds": [image]},
        "image_exists": {"ImageIds": [image]},
        "instance_exists": {"InstanceIds": instances[:1]},
        "instance_running": {"InstanceIds": instances[:6]},
        "instance_status_ok": {"InstanceIds": instances[:6]},
        "instance_stopped": stopping_instance,
        "instance_terminated": ending_instance,
        "internet_gateway_exists": {"InternetGatewayIds": gateways},
        "key_pair_exists": {"KeyNames": [key]},
        "nat_gateway_available": {"NatGatewayIds": nats},
        "nat_gateway_deleted": deleting_nat,
        "network_interface_available": {"NetworkInterfaceIds": [interface]},
        "security_group_exists": {"GroupNames": ["default"]},
        "subnet_available": {"SubnetIds": subnets},
        "system_status_ok": {"InstanceIds": instances[:6]},
        "volume_deleted": {"VolumeIds": [gone_volume]},
        "volume_in_use": {"VolumeIds": [volume]},
        "vpc_available": {"VpcIds": [vpc]},
        "vpc_exists": {"VpcIds": [vpc]},
    },
    "elbv2": {
        "load_balancer_available": {"LoadBalancerArns": balancers},
        "load_balancer_exists": {"Names": ["web", "api"]},
        "load_balancers_deleted": deleting_balancer,
        "target_deregistered": deregistering,
        "target_in_service": {"TargetGroupArn": groups[0], "Targets": targets[:1]},
    },
    "acm": {
        "certificate_validated": lambda: {
            "CertificateArn": clients["acm"].list_certificates()["CertificateSummaryList"][0]["CertificateArn"]
        },
    },
    "ecs": {
        "services_stable": {"cluster": "demo", "services": ["blue", "green"]},
        "tasks_running": running_tasks,
        "tasks_stopped": stopping_task,
        "services_inactive": deleting_service,
    },
}
# A volume of the simulator's is always an instance's.
without = {"volume_available"}

# Paginators with page size 1; EC2 wants 5 at least.
inputs = {
    "describe_listeners": {"LoadBalancerArn": balancers[0]},
    "describe_rules": {"ListenerArn": listener},
    "describe_listener_certificates": {"ListenerArn": listener},
    "describe_launch_template_versions": {"LaunchTemplateId": templates[0]},
    "describe_load_balancer_target_groups": {"AutoScalingGroupName": "one"},
    "describe_scalable_targets": {"ServiceNamespace": "ecs"},
    "describe_scaling_policies": {"ServiceNamespace": "ecs"},
    "list_tasks": {"cluster": "demo"},
    "get_tag_values": {"Key": "Name"},
    "list_services": {"cluster": "demo"},
}


def wait(service, name, case):
    given = case() if callable(case) else case
    clients[service].get_waiter(name).wait(**given, WaiterConfig={"Delay": 0.1, "MaxAttempts": 100})
    print("waiter", service, name)


def walk_waiters(service):
    of = clients[service]
    cases = waiters.get(service, {})
    known = {
        name for name in of.waiter_names if of.get_waiter(name).config.operation in simulated[service]
    } - without
    if known != set(cases):
        raise SystemExit(f"{service}: the waiters with a case are not those simulated: {sorted(known ^ set(cases))}")
    for name, case in cases.items():
        wait(service, name, case)


# The service decides how much these have on a page.
unsized = {"get_tag_keys", "get_tag_values"}
wrong = []


def walk_paginators(service):
    of = clients[service]
    methods = [
        method
        for method, operation in of.meta.method_to_api_mapping.items()
        if operation in simulated[service] and of.can_paginate(method)
    ]
    for method in methods:
        paginator = of.get_paginator(method)
        given = inputs.get(method, {})
        key = paginator.result_keys[0]
        size = {} if method in unsized else {"PageSize": 5 if service == "ec2" else 1}
        pages = list(paginator.paginate(**given, PaginationConfig=size))
        count = sum(len(key.search(page) or []) for page in pages)
        whole = len(paginator.paginate(**given).build_full_result()[key.expression])
        if (len(pages) < 2 and method not in unsized) or count != whole:
            wrong.append(f"{service} {method}: {len(pages)} pages with {count} of {whole}")
        print("paginator", service, method, len(pages))


try:
    for each in clients:
        if each not in ("ec2", "elbv2", "ecs"):
            walk_paginators(each)
    for each in ("ec2", "elbv2"):
        walk_waiters(each)
        walk_paginators(each)
    # Tasks are listed while they run, and services while there are two.
    ecs.get_waiter("services_stable").wait(
        **waiters["ecs"]["services_stable"], WaiterConfig={"Delay": 0.1, "MaxAttempts": 100}
    )
    walk_paginators("ecs")
    walk_waiters("ecs")
except ClientError as refused:
    raise SystemExit(f"refused: {refused}") from refused
if wrong:
    raise SystemExit("\n".join(wrong))
