# What evenkeel hears of changes by: a rule of EventBridge, a queue, and the leave of the rule to send there.
# Once in each region, then: evenkeel run --events sqs://evenkeel-events

variable "queue_name" {
  type    = string
  default = "evenkeel-events"
}

resource "aws_sqs_queue" "evenkeel_events" {
  name = var.queue_name
  # evenkeel looks at everything when it starts: what is older is of no use to it.
  message_retention_seconds = 3600
  sqs_managed_sse_enabled   = true
}

resource "aws_cloudwatch_event_rule" "evenkeel_events" {
  name        = var.queue_name
  description = "Calls and reports that may change what evenkeel manages."
  event_pattern = jsonencode({
    "source" = [
      "aws.elasticloadbalancing",
      "aws.ec2",
      "aws.ecs",
      "aws.autoscaling",
      "aws.application-autoscaling",
    ]
    "detail-type" = [
      "AWS API Call via CloudTrail",
      "EC2 Instance State-change Notification",
      "ECS Task State Change",
      "ECS Service Action",
      "ECS Deployment State Change",
      "EC2 Instance Launch Successful",
      "EC2 Instance Launch Unsuccessful",
      "EC2 Instance Terminate Successful",
      "EC2 Instance Terminate Unsuccessful",
    ]
  })
}

resource "aws_cloudwatch_event_target" "evenkeel_events" {
  rule = aws_cloudwatch_event_rule.evenkeel_events.name
  arn  = aws_sqs_queue.evenkeel_events.arn
}

resource "aws_sqs_queue_policy" "evenkeel_events" {
  queue_url = aws_sqs_queue.evenkeel_events.id
  policy = jsonencode({
    "Version" = "2012-10-17"
    "Statement" = [{
      "Sid"       = "OnlyTheRule"
      "Effect"    = "Allow"
      "Principal" = { "Service" = "events.amazonaws.com" }
      "Action"    = "sqs:SendMessage"
      "Resource"  = aws_sqs_queue.evenkeel_events.arn
      "Condition" = { "ArnEquals" = { "aws:SourceArn" = aws_cloudwatch_event_rule.evenkeel_events.arn } }
    }]
  })
}

output "events" {
  description = "What evenkeel run --events takes."
  value       = "sqs://${aws_sqs_queue.evenkeel_events.name}"
}
