"""Questions that name nothing: read by the code they came with (rubric E19), where they are not lookups about it."""

import pytest

from assistant.catalog import Tier
from assistant.cli.stdin import unnamed
from assistant.prompt import Attachment, Prompt, language_of
from assistant.routing.classify import classify
from assistant.routing.reading import folded, words_of
from assistant.routing.vague import LANGUAGES, SCRIPTS

S, C, R = Tier.SIMPLE, Tier.CODE, Tier.REASONING
ASKED = """
what is wrong?|check this|any ideas?|what is going on here|is this right?|why doesn't it work|take a look please
was stimmt nicht?|was ist hier falsch|irgendwelche ideen?|wo liegt das problem|warum geht das nicht|was meinst du?
qu'est-ce qui ne va pas|où est l'erreur ?|ça marche pas|une idée ?|jette un coup d'œil|c'est quoi le problème ?
que pasa aqui|¿qué está mal?|alguna idea?|échale un vistazo|¿por qué no funciona?|¿ves algún problema?
o que está errado?|o que tem de errado nisso|dá uma olhada|alguma ideia?|não funciona|o que você acha disso?
哪里错了|这里有什么问题|为什么不行|帮我看看|这样写对吗|有什么想法|怎么回事
что не так?|что тут не так|где ошибка|есть идеи?|почему не работает?|глянь|всё верно?
どこが間違っていますか|何がおかしい？|なぜ動かない|見てください|どう思いますか|これで合ってる？
뭐가 문제야?|왜 안 돼?|어디가 잘못됐나요|이거 왜 이래?|한번 봐주세요|어떻게 생각해?
क्या गलत है|यहाँ क्या समस्या है?|यह काम क्यों नहीं कर रहा|कोई सुझाव?|isme kya galat hai
cosa c'è che non va?|dove sbaglio?|perché non funziona?|che ne pensi?|dai un'occhiata
co jest nie tak?|gdzie jest błąd|czemu nie działa|jakieś pomysły?|rzuć okiem|co robię źle
yanlış olan ne?|burada ne yanlış?|sorun nerede?|neden çalışmıyor?|bir fikri olan var mı|şuna bak
slow|why is this slow?|warum ist das so langsam?|pourquoi c'est si lent ?|¿por qué es tan lento?|por que demora tanto?
怎么这么慢？|почему так медленно?|なぜこんなに遅いですか|왜 이렇게 느린가요?|यह धीमा क्यों है|perché è così lento?|neden yavaş?
dlaczego to tak wolno działa?
"""
PLAN = """ Limit  (cost=118294.12..118294.24 rows=50 width=64) (actual time=2412.116..2440.871 rows=50 loops=1)
   ->  Sort  (cost=118294.12..118544.12 rows=100000 width=64) (actual time=2412.114..2440.866 rows=50 loops=1)
         Sort Key: o.created_at DESC
         Sort Method: top-N heapsort  Memory: 32kB
         ->  Seq Scan on orders o  (cost=0.00..85123.00 rows=100000 width=40) (actual time=0.01..1820.44 rows=1 loops=1)
               Filter: (status = 'open'::text)
               Rows Removed by Filter: 4900000
 Planning Time: 0.412 ms
 Execution Time: 2451.003 ms
"""
LOOKUPS = """
what language is this|what does line 3 do|which port does this expose|commit message|name for this?|what does % do
welche sprache ist das|wie heißt die klasse|quel langage est-ce|que fait la ligne 3|qué hace la línea 3|que linguagem é essa
这是什么语言|提交信息|сколько тут функций|сообщение коммита|これは何の言語|무슨 언어야|커밋 메시지|यह कौन सी भाषा है
"""
FILES = {
    "Sum.java": "int total(int[] counts) {\n    int sum = 1;\n    for (int n : counts) sum += n;\n    return sum;\n}\n",
    "sum.py": "def total(counts):\n    sum = 1\n    for n in counts:\n        sum += n\n    return sum\n",
    "sum.js": "function total(counts) {\n  let sum = 1;\n  for (const n of counts) sum += n;\n  return sum;\n}\n",
    "Sum.hs": "total :: [Int] -> Int\ntotal counts = go 1 counts\n  where\n    go sum [] = sum\n    go sum (n:rest) = go (sum + n) rest\n",
    "deploy.yaml": "web:\n  image: shop:2\n  ports:\n    - 80:8080\n  restart: always\n",
}


def phrases(table):
    return [phrase for line in table.split("\n") for phrase in line.split("|") if phrase]


def file_of(name, lines):
    repeated = (FILES[name].splitlines(keepends=True) * lines)[:lines]
    return Attachment("".join(repeated), name=name, language=language_of(name))


@pytest.mark.parametrize("lines", [10, 19, 200, 3000])
@pytest.mark.parametrize("name", FILES)
def test_a_question_that_names_nothing_over_code_is_programming_work(name, lines):
    attached = file_of(name, lines)
    for asked in phrases(ASKED):
        for attachment in (attached, unnamed(attached.text)):
            assert classify(Prompt(asked, (attachment,))).tier >= C, asked


@pytest.mark.parametrize("asked", ["why is this slow?", "slow", "warum so langsam?", "怎么这么慢？"])
def test_a_query_plan_is_more_than_a_look(asked):
    assert classify(Prompt(asked, (unnamed(PLAN),))).tier >= C
    assert classify(Prompt(f"{asked}\n\n{PLAN}")).tier >= C
    assert classify(Prompt(asked)).tier is S


def test_small_files_are_counted_together():
    files = tuple(file_of(name, 5) for name in FILES)
    decision = classify(Prompt("was stimmt nicht?", files))
    assert decision.tier is C
    assert [str(reason) for reason in decision.reasons] == [
        "“was stimmt nicht” takes its meaning from the 25 lines of code attached (E19)"
    ]


def test_code_pasted_into_the_question_counts_alike():
    decision = classify(Prompt(f"哪里错了\n```python\n{file_of('sum.py', 10).text}```"))
    assert decision.tier is C
    assert decision.reasons[0].text == "“哪里错了” takes its meaning from the code in it (E19)"


@pytest.mark.parametrize("asked", phrases(LOOKUPS))
def test_a_lookup_about_code_stays_simple(asked):
    assert classify(Prompt(asked, (file_of("Sum.java", 19),))).tier is S


@pytest.mark.parametrize("asked", ["was stimmt nicht?", "что не так?", "any ideas?"])
def test_without_code_of_some_length_nothing_is_read_into_it(asked):
    assert classify(Prompt(asked)).tier is S
    assert classify(Prompt(asked, (file_of("sum.py", 3),))).tier is S


def test_the_words_and_pieces_are_written_as_they_are_read():
    for language in LANGUAGES:
        assert all(words_of(folded(word)) == (word,) for word in language)
    for pieces in SCRIPTS:
        assert all(folded(piece) == piece for piece in pieces)
