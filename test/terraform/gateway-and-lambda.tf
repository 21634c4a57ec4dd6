resource "aws_lb" "g" {
  name               = "gw"
  load_balancer_type = "gateway"
  subnets            = aws_subnet.s[*].id
}
resource "aws_lb_target_group" "g" {
  name     = "gw"
  port     = 6081
  protocol = "GENEVE"
  vpc_id   = aws_vpc.main.id
  health_check {
    port     = 80
    protocol = "HTTP"
    interval = 10 + var.v
  }
}
resource "aws_lb_listener" "g" {
  load_balancer_arn = aws_lb.g.arn
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.g.arn
  }
}
resource "aws_lb_target_group" "l" {
  name        = "fn"
  target_type = "lambda"
}
resource "aws_lb_target_group_attachment" "l" {
  target_group_arn = aws_lb_target_group.l.arn
  target_id        = "arn:aws:lambda:ap-northeast-2:123456789012:function:f${var.v}"
}
