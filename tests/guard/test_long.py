"""Long secrets: as long as the ones that AWS, SAML and keystores hand out, none has an end that is sent."""

import string
from random import Random

import pytest

from assistant.guard.scan import hits

PLACES = (
    'password = "{}"\n',
    "password='''{}'''\n",
    "password: {}\n",
    "DB_PASSWORD={}\n",
    "STRIPE={}\n",
    '{{"username": "AWS", "password": "{}"}}\n',
    '"{{\\"token\\":\\"{}\\"}}"\n',
    "const token = '{}';\n",
    "<password>{}</password>\n",
    "<password><![CDATA[{}]]></password>\n",
    "password = [[{}]]\n",
    "Driver=x;Server=y;Uid=sa;Pwd={{{}!}};\n",
    "postgres://u:{}@h/d\n",
    "Authorization: Bearer {}\n",
    "Cookie: sid={}; b=1\n",
    "kind: Secret\ndata:\n  blob: {}\n",
    "docker login -u AWS -p {} https://registry.corp.com\n",
    "curl -u 'bob:{}' https://api.corp.com\n",
    'gh secret set X --body "{}"\n',
    "requirepass {}\n",
    "tokens:\n  - {}\n",
    "| API token | `{}` |\n",
    'API_KEYS = ["{0}", "{0}"]\n',
    "SAMLResponse={}\n",
    '<input type="hidden" name="SAMLResponse" value="{}">\n',
    "CERTIFICATE_P12_BASE64={}\n",
)


@pytest.mark.parametrize("size", [700, 2_400, 9_000])
@pytest.mark.parametrize("place", PLACES)
def test_a_long_secret_is_found_to_its_end(place: str, size: int) -> None:
    value = "".join(Random(size).choices(string.ascii_letters + string.digits, k=size))
    text = place.format(value)
    found = [text[hit.start : hit.end] for hit in hits(text)]
    assert found
    assert all(value in one for one in found)


@pytest.mark.parametrize("form", ['api_key: "{}",\n', "api_key: {}\n"])
def test_a_long_secret_among_thousands_is_found_to_its_end(form: str) -> None:
    random = Random(3)
    values = [
        "".join(random.choices(string.ascii_letters + string.digits, k=size))
        for size in [40] * 1_200 + [6_000]
    ]
    text = "".join(form.format(value) for value in values)
    last = hits(text)[-1]
    assert text[last.start : last.end].endswith(values[-1])
