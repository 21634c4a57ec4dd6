resource "aws_lb" "web" {
  name            = "web"
  subnets         = aws_subnet.s[*].id
  security_groups = [aws_security_group.web.id]
}
resource "aws_lb_target_group" "g" {
  count       = 2
  name        = "g${count.index}"
  port        = 80
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = aws_vpc.main.id
}
resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.web.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      message_body = "no${var.v}"
      status_code  = "404"
    }
  }
}
resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.web.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = "arn:aws:acm:ap-northeast-2:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000001"
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "200"
    }
  }
}
resource "aws_lb_listener_rule" "path" {
  listener_arn = aws_lb_listener.http.arn
  priority     = 10 + var.v
  action {
    type = "forward"
    forward {
      target_group {
        arn    = aws_lb_target_group.g[0].arn
        weight = 80
      }
      target_group {
        arn    = aws_lb_target_group.g[1].arn
        weight = 20
      }
      stickiness {
        enabled  = true
        duration = 600
      }
    }
  }
  condition {
    path_pattern { values = ["/a/*", "/b/*"] }
  }
  condition {
    host_header { values = ["a.example.com"] }
  }
}
resource "aws_lb_listener_rule" "more" {
  listener_arn = aws_lb_listener.http.arn
  priority     = 20
  action {
    type = "redirect"
    redirect {
      host        = "b.example.com"
      status_code = "HTTP_302"
    }
  }
  condition {
    http_header {
      http_header_name = "X-A"
      values           = ["1"]
    }
  }
  condition {
    query_string {
      key   = "v"
      value = "1"
    }
    query_string { value = "z" }
  }
  condition {
    source_ip { values = ["10.0.0.0/8"] }
  }
  condition {
    http_request_method { values = ["GET"] }
  }
}
resource "aws_lb_listener_rule" "oidc" {
  listener_arn = aws_lb_listener.https.arn
  priority     = 5
  action {
    type = "authenticate-oidc"
    authenticate_oidc {
      authorization_endpoint = "https://example.com/a"
      client_id              = "id"
      client_secret          = "s"
      issuer                 = "https://example.com"
      token_endpoint         = "https://example.com/t"
      user_info_endpoint     = "https://example.com/u"
    }
  }
  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.g[0].arn
  }
  condition {
    path_pattern { values = ["/x"] }
  }
}
resource "aws_lb_listener_certificate" "c" {
  listener_arn    = aws_lb_listener.https.arn
  certificate_arn = "arn:aws:acm:ap-northeast-2:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000002"
}
