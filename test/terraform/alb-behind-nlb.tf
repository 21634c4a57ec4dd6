resource "aws_lb" "a" {
  name            = "inner"
  internal        = true
  subnets         = aws_subnet.s[*].id
  security_groups = [aws_security_group.web.id]
}
resource "aws_lb_listener" "a" {
  load_balancer_arn = aws_lb.a.arn
  port              = 80
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "200"
    }
  }
}
resource "aws_lb" "n" {
  name               = "outer"
  load_balancer_type = "network"
  subnets            = aws_subnet.s[*].id
}
resource "aws_lb_target_group" "alb" {
  name        = "alb"
  target_type = "alb"
  port        = 80
  protocol    = "TCP"
  vpc_id      = aws_vpc.main.id
  health_check { interval = 30 + var.v }
}
resource "aws_lb_target_group_attachment" "a" {
  target_group_arn = aws_lb_target_group.alb.arn
  target_id        = aws_lb.a.arn
  port             = 80
  depends_on       = [aws_lb_listener.a]
}
resource "aws_lb_listener" "n" {
  load_balancer_arn = aws_lb.n.arn
  port              = 80
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.alb.arn
  }
}
