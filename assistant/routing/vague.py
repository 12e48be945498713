"""The words of questions that name nothing, in thirteen languages; loaded where one may have been asked."""

# Said alike in every language.
LOANS = frozenset((
    "bug", "bugs", "check", "code", "debug", "error", "errors", "feedback", "help", "ok", "okay", "please", "pls",
    "problem", "script",
))  # fmt: skip
# The folded words, a language a text, that such questions are made of. Words that could be what is looked up
# ("port", "language", "name", "line") or what is wanted ("title", "summary", "run") stay out.
_SPACED = (
    # English
    """a able about advice all alright am an and any anybody anyone anything are at bad be because been being broken
    busted can cause causing clue confused correct could did do does doesn doesnt doing don done dont everything
    explain fail failing fails fault faults figure file find fine fishy fix flaw flaws for from function get give go
    goes going gone good got guess had happen happened happening happens has have here hey hmm how huh i idea ideas if
    in incorrect into is isn isnt issue issues it its just know look looking looks m matter may me messed might mind
    missing mistake mistakes my need new no not now odd of off on opinion opinions or out point problems program query
    reason right s same say says see seem seems should slow slower slowly smell smells snippet so somebody someone
    something spot still strange stuck stuff suggestion suggestions sus suspicious t take tell that the there these
    they thing things think this those thought thoughts tips to trouble u understand up ur was wats we weird what
    whats where wheres why whys will with won wont work working works would wrong you your""",
    # Spanish
    """a aca ahi al algo alguien algun alguna algunas alguno anda aqui archivo arreglar ayuda ayudame ayudar ayudarme
    ayudas bien causa checa codigo como con correcto cosa crees cual dame de debo del dime donde e echa echale el en
    encontrar encuentras entiendo equivocado equivoco equivoque errado errores es esa ese eso esta estan este esto
    estoy explica explicame explicarme falla fallan fallando fallo fallos favor fichero funcion funciona funcionando
    ha hace haciendo hago hay he hecho hice idea ideas incorrecto la le lenta lento lo los mal mala malo me mi mira
    miralo no ocurre ocurriendo opinas opinion para parece pasa pasando paso piensas podrias por porque problema
    problemas programa puede puedes puedo que quien raro revisa revisalo revisar roto sabe se ser sera sirve sobre son
    sucede sucediendo sugerencia sugerencias tal tan tarda tardando te tengo tiene tienes tu un una va ve ves vez
    vistazo y ya""",
    # Portuguese
    """a acha acham acontece acontecendo aconteceu ajuda ajudar ajude algo alguem algum alguma algumas aqui arquivo
    bem cade certo codigo coisa com como confere confira consegue correto da de demora demorando desse deste deu
    devagar disso diz dizer do e ele em encontra entendi entendo errada errado errados errei erro erros essa esse esta
    este estou estranho eu explica explicar explique falha falhando favor fazendo fez ficheiro fiz foi funcao funciona
    funcionando ha houve ideia ideias isso isto lenta lento mal me meu minha na nao nessa nesse nesta neste nisso no o
    olha olhada olhe onde opiniao os ou para parece pfv pode por porque posso pq problema problemas programa qual que
    quebrado quebrou roda ruim se sei ser sera sugestao sugestoes ta tal tanto tem tenho tu tudo um uma vai ve veja
    ver verifica verifique voce""",
    # Russian
    """а баг баге баги багов в вам верно видите видишь вот все вы где глянуть глянь дай дайте делаете делаю дело для
    долго думаете думаешь есть же здесь и идеи идей идея или как какая какие какой код кода коде кодом ли медленно
    меня мне мнение могу моем может можете можешь мой моя мысли на найди найти нас не неверно ней неладно нем
    непонятно неправильно нет нибудь ничего но нормально ну о объясни объясните объяснить он она ошибаюсь ошибка
    ошибке ошибки ошибкой ошибку ошибок ошибся падает плиз плохо подскажи подскажите пожалуйста пойму поломалось
    помоги помогите помочь помощь понимаю понять посмотреть посмотри посмотрите почему поясни правильно причина
    причине проблема проблеме проблему проблемы проверить проверь проверьте программа программе программы происходит
    просто работает работать с сделал сделать скажете скажешь скажи скажите скрипт скрипта скрипте сломалось сломано
    случилось со совет советы странно странного странное так там то тормозит тут ты у файл файла файле функции функция
    хорошо чего чем что эта этим это этого этой этом этому этот эту я""",
    # German
    """alles an auf aus bei beim bitte bleiben bleibt blick da dabei daran darin das dass datei dauert dem den denkst
    der dies diese diesem diesen dieser dieses doch drin du ein eine einem einen einer einfach er erklar erklare es
    etwas falsch falsche faul fehler fehlern fehlt finde finden findest funktion funktioniert geht gemacht genau gibt
    gut hab habe hakt hast hat helfen hier hilf hilfe ich idee ideen im in irgendeine irgendetwas irgendjemand
    irgendwas irgendwelche irgendwo ist ja jemand jetzt kann kannst kaputt klappt klemmt komisch konnte korrekt krumm
    lahm lange langsam lauft liegt los mach mache macht mal man mein meine meinem meinen meiner meinst meint meinung
    merkwurdig mich mir mit muss nein nicht nichts nix noch oder ordnung passiert passt problem probleme programm pruf
    prufe prufen richtig sagen sagst schau schaue schauen schief schlecht sein seltsam sich sie sieh siehst sieht sind
    skript so soll sollte spinnt stelle stimmt tipp tipps tun ubersehen und ursache verstehe vorschlag vorschlage
    warte warum was weiss weshalb wie wieso wird wirf wo woran wurde zu""",
    # French
    """a ai aide aider aidez as au aurais auriez avec avez avis bien bizarre bon c ca casse cassee cause ce cela cet
    cette chose cloche coince coincent comprends correct coup d dans de deconne des dire dis dites du elle en erreur
    erreurs est et ete explique expliquez fais fait faudrait fausse faux fichier foire fonction fonctionne ici idee
    idees il incorrect j je jeter jetez jette l la le lent lente lentement les m ma mal marche me moi mon n ne nos
    oeil on ou par parait pas passe pense penses pensez peut peux plait plante pour pourquoi pourrais probleme
    problemes programme qu quand que quel quelle quelles quelqu quelque quelques quels qui quoi rame regarde regarder
    regardez rien s sais se si soit sont souci soucis stp sur svp t te tes toi ton tort tourne tout trompe trouve
    trouves truc tu un une va verifie verifier verifiez vois voit vous y""",
    # Italian
    """a accade aiuta aiutami aiutare aiuti aiuto alcune bene c capisco causa ce che chi ci codice come con controlla
    controllare corretto cos cosa cosi da dai dammi dare del di dici dimmi dov dove e errata errato errore errori fa
    faccio facendo fare fatto favore file funziona funzione giusto guarda hai ho i idea idee il in io l la le lenta
    lento lo ma male me mi mio ne nel non o occhiata parere pensi per perche problema problemi programma puoi qua qual
    qualche qualcosa qualcuno quale quello questa questi questo qui rotto sai sbagliando sbagliata sbagliati sbagliato
    sbaglio si sono spiega spiegami sta sto strano su succede succedendo successo suggerimenti ti trovi tutto un una
    va vedere vedi verifica""",
    # Polish
    """a bledem bledow bledu bledy bląd byc chodzi ci co cos czemu czy dlaczego dlugo do dobrze dziala dzialac dzieje
    dziwne dziwnego funkcja funkcji gdzie go gra i ja jak jaka jakas jaki jakie jakies jakis jest jeszcze kod kodem
    kodu kodzie ktos lezy ma mam mi mnie moim moj mojego moze mozesz mysli myslisz na nic nie niepoprawne
    nieprawidlowe o okiem opinia plik pliku pomoc pomocy pomoz pomysl pomysly poprawne popsute poszlo powod problem
    problemem problemu problemy program programie programu prosze przyczyna robi robie rozumiem rzuc sadzisz sie
    skrypcie skrypt skryptem skryptu spojrz spojrzec sprawdz sprawdzic stalo szwankuje są ta tak tam te tego tej temu
    ten to tu tutaj tym uwagi w widzisz wiesz wolno wyglada wyjasnij z za ze zepsute zerknij zle zlego znajdz zobacz
    zrobilam zrobilem""",
    # Turkish
    """acaba acikla aciklar aliyorum anlamadim anlamiyorum anlat bak bakar bakin bana ben bende bi biliyor bir biri
    bozuk bu bulabilir bunda bunu bunun burada calisiyor calismiyor dogru dosya dosyada dosyadaki dusunuyorsun
    edebilir eder et fikir fikri fikrin fikriniz fonksiyon garip giden goruyor hata hatalar hatali hatasi hic icin ile
    iyi kod kodda koddaki kodu kodum kodumda kodun kontrol lutfen mi misin misiniz mu musun musunuz nasil ne neden
    nedir neler nerde nerede neresi nesi neyi nicin niye olabilir olan oldu olmuyor olur oluyor oneri oneriler onerin
    problemi program programda sebebi sence sey sizce sorun sorunlar sorunu su suna ters tuhaf var ve veriyor yanlis
    yap yapiyor yapiyorum yaptim yardim yardimci yavas yok yolunda""",
    # Hindi, in either script
    """aap bata batao chahiye chal dekh dekho dheema dheere dikkat do file gadbad galat galti hai hain ho hua ideas is
    isme ismein ka kaam kahan kar karo ke ki ko koi kuch kya kyo kyon kyu kyun lagta madad me mein mera mere mujhe na
    nahi nahin problem raha rahi sahi samajh samasya se slow theek thik to yaar yahan ye yeh अजीब आप इस इसका इसकी इसके
    इसमें इसे एरर और कर करके करता करें करो कहाँ कहां का काम कारण कि की कीजिए कुछ कृपया के कैसे को कोई कोड क्या क्यों
    खराब गडबड गडबडी गलत गलतियाँ गलती चल चलता चला चाहिए चेक जरा जाँच जाँचें जाँचो जांच जांचें जांचो ठीक तो त्रुटि
    दिक्कत दें देख देखिए देखें देखो धीमा धीमी धीरे नहीं ना ने पता पर प्रॉब्लम प्रोग्राम प्लीज फंक्शन फाइल बग बताइए
    बताएं बताओ भी मदद मुझे में मेरा मेरी मेरे मैं यह यहाँ यहां या ये रहा रही रहे राय लगता वजह विचार समझ समझाइए समझाओ
    समस्या सही सुझाव से स्क्रिप्ट हुआ हुई हूँ है हैं हो""",
)
# The like for scripts without spaces between words: a language a text, its pieces parted by spaces.
_RUNS = (
    # Chinese
    """一下 不 不了 不对劲 不工作 不能运行 不行 不通 个 为什么 为何 为啥 了 什么 代码 你 写 出 出了 出现 出错 函数
    到底 原因 发生 可以 可能 吗 吧 呀 呢 咋 咋了 哪 哪儿 哪出 哪里 啊 啥 回事 在 地方 坏了 大家 奇怪 好 如何 对
    对不对 帮 帮忙 帮我 建议 异常 怎么 怎么办 怎么样 怎样 您 想法 意见 感觉 慢 我 找 找出 指出 改 故障 文件 无法运行
    明白 是 是不是 有 有没有 来 样 检查 正常 正确 段 毛病 求助 没 没有 没法运行 点 的 看 看下 看不懂 看出 看到 看法
    看看 瞧瞧 知道 程序 给 缺陷 能 能不能 能否 脚本 行不行 要 觉得 解释 认为 让 说 说明 请 请问 谁 起来 跑不了
    跑不起来 跑不通 运行不了 这 这么 这儿 这样 这段 这里 那 那里 都 里 里面 错 错误 问 问题 麻烦""",
    # Japanese
    """あった あって あり ありそう ありますか ある い いい いかが いかない いきません いけない います うまく
    おかしい おかしく お願い か から が ください けど ここ こと この これ こんなに した して しない します すれば
    せん そこ それ だ だけ だめ ちょっと って て で でしょう です と どう どうして どう思い どこ どこか どの どれ
    な ない なさい なぜ なって なに なにか なり なん なんか なんで に ね の は へん ます ますか まずい ません み
    みて も もらえ よ よう らしい る わから わかり わかる を ん アイデア アドバイス エラー コード スクリプト ダメ
    チェック バグ ファイル プログラム ヘルプ ミス レビュー 下さい 不具合 何 何か 何故 助けて 動いて 動か 動き 動く
    原因 合って 問題 壊れて 変 大丈夫 失敗 思い 思う 悪い 意見 手伝って 指摘 教えて 正しい 正しく 気に 点 理由 異常
    直せば 確認 箇所 考え 見 見つけ 見て 解説 誤り 説明 起きて 起こって 遅い 遅く 違い 違う 違って 間違い 間違え
    間違って 関数""",
    # Korean
    """가 거 거야 건가 건가요 걸 검토 것 것은 게 고장 괜찮 괜찮아 그래 그런 까 나 나요 났 났나요 났어 네 누가 느려
    느린 는 는지 니 도 도와 도와주세요 도와줘 동작 돼 됐 되 되었 된 된거 될까 때문 래 를 맞 맞나요 맞는 맞아 모르겠
    모르겠습니다 모르겠어 모르겠어요 못 무슨 무엇 문제 문제점 뭐 뭐가 뭐야 뭔가 뭘 발견 발생 버그 보이 봐 봐주세요
    봐줄래 봐줘 부분 부탁 부탁해 생각 설명 세요 스크립트 습니까 습니다 실수 아 아이디어 안 안돼 안됨 않 알려 알려줘
    야 어 어디 어때 어떤 어떻게 에 에러 에서 여기 오류 왜 요 원인 으로 은 을 의 의견 이 이거 이것 이게 이래 이렇게
    이상 이상한 이상해 이유 이해 인 인가요 인지 일 일이 있 있나 있는 있어 작동 잘 잘못 잘못됐 잘못된 점 점검 정상
    제 제안 조언 좀 주 주세요 줄래 줘 지 지금 찾아 체크 코드 틀렸 틀린 파일 프로그램 하 하고 하지 한 한번 할 함수
    합니다 해 해결 해줘 했 했나 했지 혹시 확인""",
)  # fmt: skip
LANGUAGES = tuple(LOANS.union(words.split()) for words in _SPACED)
SCRIPTS = tuple(sorted(pieces.split(), key=len, reverse=True) for pieces in _RUNS)
