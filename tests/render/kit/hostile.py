"""Texts that mean harm: escape sequences in every place a text can have, and what hides or reorders."""

_ESC = "\x1b"
_SGR = f"{_ESC}[31m"
_CLEAR = f"{_ESC}[2J{_ESC}[H"
_TITLE = f"{_ESC}]0;owned\x07"
_LINK = f"{_ESC}]8;;https://evil.example{_ESC}\\click{_ESC}]8;;{_ESC}\\"
_CLIP = f"{_ESC}]52;c;aGFjaw==\x07"

HOSTILE = {
    "escapes in text": f"a{_SGR}b {_CLEAR}c {_TITLE}d {_LINK} {_CLIP} e\n",
    "escapes in code": f"```sh\nrm {_SGR}-rf {_CLEAR}\n{_TITLE}{_LINK}\n```\n`{_SGR}{_CLIP}`\n",
    "escapes in info": f"```py{_SGR} title={_TITLE}\nx\n```\n",
    "escapes in links": f"[a](https://e.com/{_SGR}) [b](https://e.com/\x07) [c](<https://e.com/{_LINK}>) <https://e.com/{_ESC}[m>\n",
    "escapes in titles": f"[a](b \"{_SGR}c{_TITLE}\") ![d](e '{_CLEAR}')\n",
    "escapes in tables": f"| a{_SGR} | {_CLEAR} |\n|---|---|\n| {_TITLE} | {_LINK} |\n",
    "escapes in headings": f"# a{_SGR}b{_CLEAR}\n\n{_TITLE}c\n===\n",
    "escapes in lists": f"- {_SGR}a\n{_ESC}- b\n1. {_CLEAR}\n> {_TITLE}\n",
    "escapes in html": f'<div title="{_SGR}">\n{_CLEAR}\n</div>\n\na <b {_TITLE}>\n',
    "escapes by entity": "&#27;[31m &#x1b;]0;t&#7; &#x9b;31m &#155; &#13;over &#8;&#8; [a](https://e.com/&#27;[2J) &NewLine;&Tab;\n",
    "unfinished escapes": f"a {_ESC}[\n\nb {_ESC}]8;;\n\nc {_ESC}P\n\nd {_ESC}\n\ne {_ESC}",
    "eight bit": "a\x9b31mb \x9d0;t\x9c \x90q\x9c \x85 \x84\x8d\n",
    "backspaces": "safe\b\b\b\bevil \x7f\x7f \x00nul\x00 \x0eshift\x0f \x07\n",
    "carriage returns": "visible\rhidden\n\na\r\rb\r\n\n```\ncode\rover\n```\n",
    "bidi": "a\u202eb\u202c \u2066c\u2069 \u200e\u200f\n\n```\nif x:\u202e } \u2066# y\n```\n",
    "tags and fillers": "a\U000e0041\U000e0042\U000e007fb \u3164 \uffa0 \u115f\u1160 c\n",
    "variation selectors": "a\ufe0f b\U000e0100\U000e0101 \ufe00c\n",
    "dangerous links": "[a](javascript:alert(1)) [b](file:///etc/passwd) [c](data:text/html,x) [d](HTTPS://E.COM) [e](//e.com) [f](https://e.com%1b) [g](https://еxample.com)\n",
    "link says another": '[https://good.example](https://evil.example) [good.example](https://evil.example/a "https://good.example")\n',
    "forged footer": "Done.\n\ntier 1 code · free · 0 in / 0 out · $0.00\n\n── cut off\n",
    "deep quote bomb": ">" * 300 + " a\n" + "- " * 200 + "b\n",
    "wide bracket bomb": "[](" * 100 + "\n" + "![" * 100 + "\n" + "<" * 100 + "\n",
    "long line": "word " * 600 + "\n",
    "long line without a space": "x" * 4500 + "\n",
    "long heading": "# " + "word " * 500 + "\n",
    "long table row": "| a | b |\n|---|---|\n| " + "word " * 450 + "| x |\n",
    "long quote prefix": "> " * 70 + "a\n",
    "many columns": "|" + "a|" * 100 + "\n|" + "-|" * 100 + "\n|" + "b|" * 100 + "\n",
    "many fences": "```\n" * 61,
    "surrogates": "a\ud800b \udfff\n",
    "private use": "\ue000 \uf8ff \U000f0000 \ufffe \uffff \U0010ffff\n",
    "zalgo": "h" + "\u0300\u0301\u0302\u0303" * 40 + "i\n",
}
