resource "aws_eip" "e" {
  count  = 2
  domain = "vpc"
}
resource "aws_lb" "n" {
  name                             = "net"
  load_balancer_type               = "network"
  security_groups                  = [aws_security_group.web.id]
  enable_cross_zone_load_balancing = var.v == 2
  dynamic "subnet_mapping" {
    for_each = [0, 1]
    content {
      subnet_id     = aws_subnet.s[subnet_mapping.value].id
      allocation_id = aws_eip.e[subnet_mapping.value].id
    }
  }
}
resource "aws_lb_target_group" "t" {
  name                 = "tcp"
  port                 = 80
  protocol             = "TCP"
  vpc_id               = aws_vpc.main.id
  target_type          = "ip"
  deregistration_delay = 100 + var.v
  health_check {
    protocol = "HTTP"
    path     = "/h"
    matcher  = "200-399"
  }
}
resource "aws_lb_target_group" "u" {
  name     = "udp"
  port     = 53
  protocol = "UDP"
  vpc_id   = aws_vpc.main.id
}
resource "aws_lb_listener" "tcp" {
  load_balancer_arn = aws_lb.n.arn
  port              = 80
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.t.arn
  }
}
resource "aws_lb_listener" "udp" {
  load_balancer_arn = aws_lb.n.arn
  port              = 53
  protocol          = "UDP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.u.arn
  }
}
resource "aws_lb_listener" "tls" {
  load_balancer_arn = aws_lb.n.arn
  port              = 443
  protocol          = "TLS"
  alpn_policy       = "HTTP2Preferred"
  certificate_arn   = "arn:aws:acm:ap-northeast-2:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000001"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.t.arn
  }
}
resource "aws_lb_target_group_attachment" "a" {
  target_group_arn = aws_lb_target_group.t.arn
  target_id        = "10.0.0.${50 + var.v}"
}
