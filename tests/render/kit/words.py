"""The edges of words: emphasis, code spans, links, entities, wide and joined characters, and where rows end."""

WORDS = {
    "emphasis": "*a* **b** ***c*** _d_ __e__ ___f___ ~~g~~ **a *b* c** *a **b** c* ~~**a** b~~\n",
    "emphasis within words": "a*b*c a_b_c snake_case_name __init__ **a**b a**b**\n",
    "emphasis unpaired": "*a **b _c __d ~~e ***f\n\n* a * b ** c **\n\na* b** c_\n",
    "emphasis by rule of three": "*foo**bar**baz* **foo*bar*baz** ***a** b* ***a* b** foo***bar***baz\n",
    "emphasis in cjk": "**重要：**这是。**「引用」**です。*强调*文字\n",
    "emphasis over lines": "**a\nb** *c\nd* `e\nf` [g\nh](i)\n",
    "stars alone": "2 * 3 * 4 and a ** b ** c, * and _ and ~ and ~~ alone ~\n",
    "tildes": "~a~ ~~b~~ ~~~c~~~ a~~b~~c\n",
    "code spans": "`a` ``b ` c`` `` ` `` ` d ` `*e*` `\\` `f`` g ``h` `<b>` `&amp;`\n",
    "code span unclosed": "a `b c\n\nd ``e` f\n\n`",
    "code span spaces": "`  a  b  ` and ` ` and `a   b`\n",
    "code span long": "Use `"
    + "some_function_name(argument_number_one, argument_number_two, argument_number_three)" * 2
    + "` now.\n",
    "escapes": "\\*a\\* \\_b\\_ \\`c\\` \\[d\\] \\# \\\\ \\a \\& \\<b> \\!\\[\n\\# no\n\\- no\n\\> no\n1\\. no\n",
    "entities": "&amp; &lt;b&gt; &copy; &#65; &#x42; &nbsp;| &nope; &#0; &#xD800; &#1234567; &amp &hellip;&euro;\n",
    "links nested": "[a [b] c](d) [a [b](c) d](e) [*a*](b) *[a](b)* [`]`](c) [a](<b c>) [a]( b ) [a](b 'c') [a](b (c))\n",
    "links broken": '[a] [b]( [c](d [e](f "g [h]() [](i) [j](<k) ![l](m [n]\n(o)\n',
    "links with brackets": "[a](b(c)d) [a](b(c) [a](b\\)c) [a]\\(b) \\[a](b)\n",
    "links long": "See [a link](https://example.com/"
    + "path/" * 30
    + "end) and https://example.com/"
    + "x" * 120
    + " end.\n",
    "images": '![a](b) ![a *b*](c "d") ![](e) ![a](data:image/png;base64,AAAA) !\\[a](b) ! [a](b)\n',
    "autolinks": '<https://a.b/c?d=e&f> <mailto:a@b.c> <a@b.c> <a:b> <a b> <> http://a.b/c. (https://a.b) www.a.b "https://a.b/"\n',
    "autolink marks": "https://a.b/c_d_e*f* **https://a.b** [https://a.b](https://a.b) https://a.b/c)d https://a.b/?q=a|b\n",
    "html inline odd": "<a b='c' d=\"e\" f> </a> <a/> <1> < a> <a$> <!-- b --> <?c?> <!D> x < y > z a<b\n",
    "dollars": "$5 and $6. $a$ $ a$ $a $ $$b$$ $c\\$d$ \\$e$ costs $1,000$2 $\\alpha_1*b*$\n",
    "math in words": "\\(a*b*c\\) and \\[d_e_f\\] $a_b$ and $x_{i}$ * y *\n",
    "footnote words": "a[^1]b [^2]: c ^[inline]\n",
    "word longer than the row": "a "
    + "b" * 200
    + " c\n\n"
    + "d" * 85
    + "\n\n- "
    + "e" * 100
    + "\n\n> "
    + "f" * 100
    + "\n",
    "words at the margin": " ".join("x" * n for n in range(1, 45)) + "\n",
    "row exactly full": "y" * 39
    + "\n\n"
    + "y" * 40
    + "\n\n"
    + "y" * 79
    + "\n\n"
    + "y" * 80
    + "\n\n"
    + "y" * 81
    + "\n",
    "wide at the margin": "\n\n".join("a" * n + "宽宽宽宽" for n in range(34, 42))
    + "\n\n"
    + "\n\n".join("a" * n + " 宽宽" for n in range(74, 82))
    + "\n",
    "wide without a break": "漢" * 120 + "\n\n" + "a" + "漢" * 120 + "\n",
    "wide in code": "```\n" + "漢字" * 45 + "\na" + "漢字" * 45 + "\n```\n",
    "kana not first": "あ" * 38 + "。" + "い" * 39 + "、う「え」\n",
    "emoji run": "👍" * 50 + "\n\n" + "👨‍👩‍👧‍👦" * 20 + "\n\n" + "🇩🇪" * 30 + "\n",
    "emoji words": " ".join(["👨‍👩‍👧‍👦 family", "🏳️‍🌈 flag", "👩🏽‍💻 dev", "❤️ heart", "1️⃣ one", "☎︎ phone"] * 4)
    + "\n",
    "combining": "e\u0301 a\u0308\u0323 n\u0303 Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324 "
    + "o\u0302" * 60
    + "\n",
    "combining first": "\u0301a\n\n- \u0308b\n\n`\u0301`\n",
    "thai and hindi": "ก็ กำ ที่นี่ภาษาไทยไม่มีเว้นวรรคระหว่างคำดังนั้นการตัดบรรทัดจึงยาก\n\nक्षि हिन्दी में एक लंबा वाक्य जो पंक्ति के अंत में टूटना चाहिए\n",
    "joined letters": "می\u200cخواهم क्\u200dष a\u200db x\ufe0fy\n",
    "hebrew and arabic": "שלום **עולם** مرحبا `بالعالم`\n",
    "full width": "ＡＢＣ１２３！？（全角）｜\n\n＊not＊ ＃ not\n",
    "soft hyphens": "long\u00adword\u200b zero\u2060width\ufeff\n",
    "dashes and quotes": "“quotes” ‘single’ – — … « » „low“ → ⇒ ≤ ≠ ∑ √\n",
    "box drawing": "┌─┐\n│a│\n└─┘\n\n```\n┌─┐\n│a│\n└─┘\n```\n",
    "signs in words": "a|b a||b a#b a>b a-b a--b a---b a:b a`b a!b ![a\n",
    "starts of lines": "a\n- \nb\n>\nc\n#\nd\n1.\ne\n|\nf\n```\ng\n",
    "first signs": "-a\n\n+1\n\n*a\n\n1.a\n\n>a\n\n|a\n\n<a\n\n$a\n\n!a\n\n&a\n\n\\a\n\n`a\n\n~a\n\n=a\n\n[a\n\n]a\n",
    "all signs": "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\n",
    "spaces between": "a    b     c\n\n**a    b** `c    d`\n",
    "tabs between": "a\tb\t\tc\n\n- a\tb\n\n| a\t| b |\n|---|---|\n| c\t| d |\n",
    "bold long": "**" + "bold words " * 40 + "end** after *" + "italic words " * 40 + "end* after\n",
    "bold never closed long": "**" + "bold words " * 150 + "\n",
    "bracket never closed long": "[" + "linked words " * 150 + "\n",
    "many brackets": "[" * 200 + "a" + "]" * 200 + "\n",
    "many stars": "*" * 200 + "a" + "*" * 200 + "\n",
    "many backticks": "a " + "`" * 50 + " b " + "`" * 49 + "\n",
    "many underscores": "_a" * 150 + "\n",
    "alternating": "*a_" * 100 + "\n",
}
