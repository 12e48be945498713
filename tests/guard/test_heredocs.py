"""The line alone in a here document is the value of the name that it is given to."""

import pytest

from assistant.guard.scan import scan
from tests.guard.forge import Forge

_PASSWORD = Forge(41).password()


@pytest.mark.parametrize(
    "text",
    [
        "password = <<EOF\n@@\nEOF\n",
        '  password    = <<-EOT\n    @@\n  EOT\n\n  name = "db"\n',
        "password = <<EOT\r\n@@\r\nEOT\r\n",
        "db_password = <<~'SECRET'.strip\n  @@\nSECRET",
        "config.password = <<~EOS.chomp\n  @@\nEOS\n",
        "export DB_PASSWORD=$(cat <<'EOF'\n@@\nEOF\n)\n",
        'DB_PASSWORD="$(cat <<EOF\n@@\nEOF\n)"\n',
        "  { password => <<-EOT\n      @@\n    EOT\n  }\n",
    ],
)
def test_the_line_in_a_here_document_is_the_value(text: str) -> None:
    text = text.replace("@@", _PASSWORD)
    [found] = scan(text)
    assert text[found.start : found.end] == _PASSWORD


@pytest.mark.parametrize(
    "text",
    [
        "password = <<EOF\n${var.db_password}\nEOF\n",
        "password = <<EOF\n$DB_PASSWORD\nEOF\n",
        "password = <<EOF\nchangeme\nEOF\n",
        "password_policy = <<EOF\nTide7-lantern#x\nEOF\n",
        "password_help = <<~EOT\n  At least 8 characters, one digit.\nEOT\n",
    ],
)
def test_a_here_document_that_holds_no_secret_is_left_alone(text: str) -> None:
    assert scan(text) == ()
