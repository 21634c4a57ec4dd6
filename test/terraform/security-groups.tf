resource "aws_security_group" "a" {
  name   = "a"
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 0
    to_port     = 0
    protocol    = "50"
    cidr_blocks = ["10.0.0.0/8"]
  }
  ingress {
    from_port   = 8
    to_port     = 0
    protocol    = "icmp"
    cidr_blocks = ["10.0.0.0/8"]
  }
  ingress {
    from_port       = 80
    to_port         = 80 + var.v
    protocol        = "tcp"
    security_groups = [aws_security_group.web.id]
    description     = "from web"
  }
  ingress {
    from_port        = 443
    to_port          = 443
    protocol         = "tcp"
    ipv6_cidr_blocks = ["::/0"]
    self             = true
  }
}
resource "aws_security_group" "b" {
  name   = "b"
  vpc_id = aws_vpc.main.id
}
resource "aws_vpc_security_group_ingress_rule" "r" {
  security_group_id = aws_security_group.b.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = "10.${var.v}.0.0/16"
}
resource "aws_vpc_security_group_egress_rule" "r" {
  security_group_id            = aws_security_group.b.id
  ip_protocol                  = "-1"
  referenced_security_group_id = aws_security_group.a.id
}
resource "aws_security_group_rule" "r" {
  security_group_id        = aws_security_group.b.id
  type                     = "ingress"
  protocol                 = "udp"
  from_port                = 53
  to_port                  = 53
  source_security_group_id = aws_security_group.a.id
}
