terraform {
  required_providers { aws = { source = "hashicorp/aws", version = "5.100.0" } }
}
provider "aws" {
  region      = "ap-northeast-2"
  access_key  = "test"
  secret_key  = "test"
  max_retries = 1
}
variable "v" { default = 1 }
