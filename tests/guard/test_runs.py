"""Where a secret without quotes ends: it takes nothing of what follows a bracket that closes, or of an address."""

import pytest

from assistant.guard.scan import scan

_KEYS = ("Xk29slTT" + "qPPa81", "aK39dLs02kfMx83j" + "QpZ1vB7n", "q!9Lx#2mRt" + "7pWz")


@pytest.mark.parametrize("key", _KEYS)
@pytest.mark.parametrize(
    "form",
    [
        "[token={}][user=bob][ip=1.2.3.4]",
        "{{token={}}}{{user=bob}}",
        "x=[token={}]-[main]-INFO",
        "(token={})/3600s",
        "<password={}><user=bob>",
        "User{{password={}}}@1f2e3d4c",
        "Config(token={})@7a81197d",
        "foo(token={})+bar(1)",
        "a=({{token:{}}})=>x+1",
        "[a](https://example.com/?token={})[b](https://example.com/c)",
        "https://example.com/?token={}&redirect",
        "mysql -uroot -p{}<dump.sql",
        "mysql -uroot -p{}>out.txt",
        "level=info msg=connect password={} host=db",
        "Config(host=db, password={}, port=5432)",
        "{{Host:db Password:{} Port:1}}",
    ],
)
def test_a_value_ends_where_what_is_around_it_goes_on(form: str, key: str) -> None:
    text = form.format(key)
    assert [text[found.start : found.end] for found in scan(text)] == [key]
