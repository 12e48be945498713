"""A colon or an equals sign of full width gives a name its value as one of ASCII does."""

import pytest

from assistant.guard.scan import scan
from tests.guard.forge import Forge

_PASSWORD = Forge(31).password()


@pytest.mark.parametrize("sign", ["\uff1a", "\uff1d"])
@pytest.mark.parametrize("blanks", ["{}", "{} ", " {} ", "\u3000{}\u3000", "\t{}\t"])
@pytest.mark.parametrize("name", ["password", "DB_PASSWORD", "密码", "パスワード", "비밀번호", "пароль"])
def test_a_sign_of_full_width_gives_a_name_its_value(name: str, blanks: str, sign: str) -> None:
    text = f"{name}{blanks.format(sign)}{_PASSWORD}\n"
    [found] = scan(text)
    assert (text[found.start : found.end], found.label) == (_PASSWORD, name)


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f"])
@pytest.mark.parametrize(
    "form", ["password:_@@", 'PASSWORD_=_"@@"', "Mot de passe_: @@", "docker login -u a -p_@@"]
)
def test_a_no_break_space_is_a_space(form: str, blank: str) -> None:
    text = f"é {form}\n".replace("_", blank).replace("@@", _PASSWORD)
    [found] = scan(text)
    assert text[found.start : found.end] == _PASSWORD


@pytest.mark.parametrize(
    "text",
    [
        "密码：至少8位，包含字母和数字",
        "密码：8-16位字符",
        "パスワード：8文字以上で入力",
        "password：不能为空",
    ],
)
def test_what_a_sentence_says_of_a_password_is_none(text: str) -> None:
    assert scan(f"{text}\n") == ()
