"""The keys that services give out with a form of their own: a table of fixed beginnings and what follows them."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from assistant.guard.crowds import CROWD
from assistant.guard.finding import Hit, rule_of
from assistant.guard.literals import Literals
from assistant.guard.made_up import made_up
from assistant.guard.randomness import is_wordy
from assistant.guard.words import LongWords
from assistant.pattern import pattern


class Service(NamedTuple):
    """A key that begins with `beginning`; `rest` is an expression for what follows.

    `kind` names it in the placeholder and, in small letters, the rule; `label` is for people.
    """

    kind: str
    label: str
    beginning: str
    rest: str


# A service for each of the beginnings in the third place.
# Every beginning is made of letters, digits, "_", "-" and "." alone, and every key is at least 20 of them long.
_ROWS = (
    ("AWS_KEY", "AWS key", "AKIA ASIA ABIA", r"[A-Z2-7]{16}(?![A-Za-z0-9])"),
    ("AWS_BEDROCK_KEY", "Amazon Bedrock key", "ABSK", r"[A-Za-z0-9+/]{100,200}={0,2}"),
    ("AWS_SESSION_TOKEN", "AWS session token", "IQoJb3JpZ2lu FwoGZXIvYXdz", r"[A-Za-z0-9+/%]{80,}+={0,2}"),
    ("AWS_ECR_TOKEN", "Amazon ECR token", "eyJwYXlsb2FkIjoi", r"[A-Za-z0-9+/]{100,}+={0,2}"),
    ("AWS_MWS_TOKEN", "Amazon MWS token", "amzn.mws.", r"[0-9a-f-]{36}"),
    ("GOOGLE_API_KEY", "Google API key", "AIza", r"[\w-]{35}(?![\w-])"),
    ("GOOGLE_CLIENT_SECRET", "Google client secret", "GOCSPX-", r"[\w-]{24,40}"),
    ("GOOGLE_TOKEN", "Google access token", "ya29.", r"[\w-]{20,}"),
    ("TWITTER_TOKEN", "Twitter bearer token", "AAAAAAAAAAAAAAAAAAAA", r"[\w%]{50,150}"),
    ("GITHUB_TOKEN", "GitHub token", "ghp_ gho_ ghu_ ghs_ ghr_", r"[A-Za-z0-9]{36,251}"),
    ("GITHUB_TOKEN", "GitHub token", "github_pat_", r"\w{36,251}"),
    ("GITLAB_TOKEN", "GitLab token",
     "glpat- gldt- glrt- glptt- glcbt- glimt- glft- glsoat- glagent- gloas- glffct- glwt-", r"[\w.-]{20,300}"),
    ("GITLAB_TOKEN", "GitLab runner token", "GR1348941", r"[\w-]{20}"),
    ("SLACK_TOKEN", "Slack token", "xoxb- xoxp- xoxa- xoxr- xoxs- xoxo- xoxc-", r"[\w-]{20,200}"),
    ("SLACK_TOKEN", "Slack token", "xoxd-", r"[\w%+/-]{20,400}"),
    ("SLACK_TOKEN", "Slack token", "xoxe", r"[.-][\w.-]{20,300}"),
    ("SLACK_TOKEN", "Slack app token", "xapp-", r"\d-[\w-]{20,200}"),
    ("STRIPE_KEY", "Stripe key", "sk_live_ rk_live_", r"[A-Za-z0-9]{16,250}"),
    ("STRIPE_KEY", "Stripe test key", "sk_test_ rk_test_", r"[A-Za-z0-9]{16,250}"),
    ("WEBHOOK_SECRET", "webhook secret", "whsec_", r"[A-Za-z0-9+/]{24,100}={0,2}"),
    ("ANTHROPIC_KEY", "Anthropic key", "sk-ant-", r"[\w-]{20,200}"),
    ("OPENROUTER_KEY", "OpenRouter key", "sk-or-v1-", r"[0-9a-f]{40,80}"),
    ("OPENAI_KEY", "OpenAI key", "sk-proj- sk-svcacct- sk-admin- sk-None-", r"[\w-]{20,250}"),
    ("OPENAI_KEY", "API key", "sk-", r"(?=[A-Za-z]*\d)[A-Za-z0-9]{20,100}(?![\w-])"),
    ("GROQ_KEY", "Groq key", "gsk_", r"[A-Za-z0-9]{40,80}"),
    ("XAI_KEY", "xAI key", "xai-", r"[A-Za-z0-9]{60,100}"),
    ("REPLICATE_TOKEN", "Replicate token", "r8_", r"[A-Za-z0-9]{30,50}"),
    ("WALLET_KEY", "wallet key", "xprv yprv zprv tprv", r"[1-9A-HJ-NP-Za-km-z]{100,112}"),
    ("PERPLEXITY_KEY", "Perplexity key", "pplx-", r"[A-Za-z0-9]{40,70}"),
    ("CEREBRAS_KEY", "Cerebras key", "csk-", r"[a-z0-9]{40,60}"),
    ("TOGETHER_KEY", "Together key", "tgp_v1_", r"[\w-]{30,60}"),
    ("FIREWORKS_KEY", "Fireworks key", "fw_", r"[A-Za-z0-9]{22,30}(?![\w-])"),
    ("LANGSMITH_KEY", "LangSmith key", "lsv2_", r"(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}"),
    ("TAVILY_KEY", "Tavily key", "tvly-", r"[\w-]{24,60}"),
    ("PINECONE_KEY", "Pinecone key", "pcsk_", r"\w{40,90}"),
    ("NVIDIA_KEY", "NVIDIA key", "nvapi-", r"[\w-]{50,80}"),
    ("HUGGINGFACE_TOKEN", "Hugging Face token", "hf_", r"[A-Za-z0-9]{30,45}(?!\w)"),
    ("HUGGINGFACE_TOKEN", "Hugging Face token", "api_org_", r"[A-Za-z]{34}"),
    ("ELEVENLABS_KEY", "ElevenLabs key", "sk_", r"[0-9a-f]{40,64}(?!\w)"),
    ("NPM_TOKEN", "npm token", "npm_", r"[A-Za-z0-9]{36}"),
    ("PYPI_TOKEN", "PyPI token", "pypi-", r"[\w-]{50,1000}"),
    ("RUBYGEMS_KEY", "RubyGems key", "rubygems_", r"[0-9a-f]{48}"),
    ("CRATES_TOKEN", "crates.io token", "cio", r"[A-Za-z0-9]{32}(?!\w)"),
    ("NUGET_KEY", "NuGet key", "oy2", r"[a-z0-9]{43}(?!\w)"),
    ("CLOJARS_TOKEN", "Clojars token", "CLOJARS_", r"[A-Za-z0-9]{40,80}"),
    ("TWILIO_KEY", "Twilio key", "SK", r"[0-9a-f]{32}(?!\w)"),
    ("SENDGRID_KEY", "SendGrid key", "SG.", r"[\w-]{16,32}\.[\w-]{16,64}"),
    ("MAILGUN_KEY", "Mailgun key", "key- pubkey-", r"[0-9a-f]{32}(?!\w)"),
    ("ONESIGNAL_KEY", "OneSignal key", "os_v2_app_ os_v2_org_", r"[a-z0-9]{60,120}(?!\w)"),
    ("BREVO_KEY", "Brevo key", "xkeysib- xsmtpsib-", r"[0-9a-f]{64}-\w{16}"),
    ("RESEND_KEY", "Resend key", "re_", r"[A-Za-z0-9]{8,10}_[A-Za-z0-9]{22,26}(?!\w)"),
    ("DIGITALOCEAN_TOKEN", "DigitalOcean token", "dop_v1_ doo_v1_ dor_v1_", r"[0-9a-f]{64}"),
    ("HEROKU_KEY", "Heroku key", "HRKU-", r"[\w-]{36,80}"),
    ("SHOPIFY_TOKEN", "Shopify token", "shpat_ shpss_ shpca_ shppa_ shptka_", r"[0-9a-fA-F]{32}"),
    ("SQUARE_TOKEN", "Square token", "sq0atp-", r"[\w-]{22,60}"),
    ("SQUARE_SECRET", "Square secret", "sq0csp-", r"[\w-]{22,60}"),
    ("SQUARE_TOKEN", "Square token", "EAAA", r"[\w-]{60}(?![\w-])"),
    ("FACEBOOK_TOKEN", "Facebook token", "EAA", r"(?:C|M)[A-Za-z0-9]{60,300}"),
    ("FLUTTERWAVE_KEY", "Flutterwave key", "FLWSECK", r"(?:_TEST)?-[A-Za-z0-9]{12,40}(?:-X)?"),
    ("RAZORPAY_KEY", "Razorpay key", "rzp_live_", r"[A-Za-z0-9]{14,30}"),
    ("PLAID_TOKEN", "Plaid token", "access-", r"(?:production|development|sandbox)-[0-9a-f-]{36}"),
    ("EASYPOST_KEY", "EasyPost key", "EZAK", r"[A-Za-z0-9]{54}"),
    ("SHIPPO_TOKEN", "Shippo token", "shippo_live_", r"[0-9a-f]{40}"),
    ("DUFFEL_TOKEN", "Duffel token", "duffel_live_", r"[\w-]{40,50}"),
    ("NEWRELIC_KEY", "New Relic key", "NRAK-", r"[A-Z0-9]{27}"),
    ("NEWRELIC_KEY", "New Relic key", "NRJS-", r"[0-9a-f]{19}"),
    ("NEWRELIC_KEY", "New Relic key", "NRII- NRIQ-", r"[\w-]{32}"),
    ("CLOUDFLARE_TOKEN", "Cloudflare tunnel token", "eyJhIjoi", r"[A-Za-z0-9+/]{100,400}={0,2}"),
    ("CLOUDFLARE_KEY", "Cloudflare origin key", "v1.0-", r"[0-9a-f]{24}-[0-9a-f]{146}"),
    ("DATABRICKS_TOKEN", "Databricks token", "dapi", r"[0-9a-f]{32}(?:-\d)?(?!\w)"),
    ("ATLASSIAN_TOKEN", "Atlassian token", "ATATT3", r"[\w=-]{80,300}"),
    ("ATLASSIAN_TOKEN", "Atlassian token", "ATCTT3", r"[\w=-]{60,300}"),
    ("BITBUCKET_TOKEN", "Bitbucket token", "ATBB", r"[A-Za-z0-9]{32}(?!\w)"),
    ("BITBUCKET_TOKEN", "Bitbucket token", "BBDC-", r"[A-Za-z0-9+/]{40,60}"),
    ("LAUNCHDARKLY_KEY", "LaunchDarkly key", "sdk-", r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w-])"),
    ("LINEAR_KEY", "Linear key", "lin_api_ lin_oauth_", r"[A-Za-z0-9]{32,64}"),
    ("NOTION_TOKEN", "Notion token", "secret_", r"[A-Za-z0-9]{43}(?!\w)"),
    ("NOTION_TOKEN", "Notion token", "ntn_", r"[A-Za-z0-9]{40,60}"),
    ("DOPPLER_TOKEN", "Doppler token", "dp.", r"(?:pt|ct|sa|scim|audit|st(?:\.[\w-]{2,35})?)\.[A-Za-z0-9]{40,44}"),
    ("VAULT_TOKEN", "Vault token", "hvs. hvb. hvr.", r"[\w-]{24,300}"),
    ("VAULT_TOKEN", "Vault token", "s.", r"(?=[A-Za-z]*\d)[A-Za-z0-9]{24}(?![\w.(-])"),
    ("DOCKER_TOKEN", "Docker token", "dckr_pat_ dckr_oat_", r"[\w-]{20,60}"),
    ("AGE_KEY", "age key", "AGE-SECRET-KEY-1", r"[0-9A-Z]{58}"),
    ("AGE_KEY", "age key", "AGE-PLUGIN-", r"[A-Z0-9]{1,20}-1[0-9A-Z]{20,200}"),
    ("FLY_TOKEN", "Fly.io token", "fo1_", r"[\w-]{40,50}"),
    ("FLY_TOKEN", "Fly.io token", "fm1", r"[ar]_[\w+/=]{60,600}"),
    ("FLY_TOKEN", "Fly.io token", "fm2_", r"[\w+/=,]{60,600}"),
    ("SUPABASE_KEY", "Supabase key", "sbp_", r"(?:v\d_)?[0-9a-f]{40}"),
    ("SUPABASE_KEY", "Supabase key", "sb_secret_", r"[\w-]{20,60}"),
    ("PLANETSCALE_TOKEN", "PlanetScale token", "pscale_", r"(?:tkn|pw|oauth)_[\w=.-]{30,64}"),
    ("NEON_KEY", "Neon key", "napi_", r"[a-z0-9]{60,70}(?!\w)"),
    ("INFISICAL_TOKEN", "Infisical token", "st.", r"[0-9a-f]{24}\.[0-9a-f]{32}\.[0-9a-f]{32}(?![\w.])"),
    ("POSTMAN_KEY", "Postman key", "PMAK-", r"[0-9a-f]{24}-[0-9a-f]{34}"),
    ("SENTRY_TOKEN", "Sentry token", "sntrys_", r"[\w+/=-]{40,400}"),
    ("SENTRY_TOKEN", "Sentry token", "sntryu_", r"[0-9a-f]{64}"),
    ("GRAFANA_TOKEN", "Grafana token", "glsa_", r"\w{32,60}"),
    ("GRAFANA_TOKEN", "Grafana token", "glc_", r"[A-Za-z0-9+/]{32,400}={0,2}"),
    ("GRAFANA_KEY", "Grafana key", "eyJrIjoi", r"[A-Za-z0-9+/]{60,400}={0,2}"),
    ("K3S_TOKEN", "k3s token", "K10", r"[0-9a-f]{64}::(?:(?:server|node):[^\s\"'`<>,;]{4,99}|[a-z0-9]{6}\.[a-z0-9]{16})"),
    ("FIGMA_TOKEN", "Figma token", "figd_", r"[\w-]{40,60}"),
    ("DROPBOX_TOKEN", "Dropbox token", "sl.", r"(?:u\.)?[\w-]{100,}"),
    ("PULUMI_TOKEN", "Pulumi token", "pul-", r"[0-9a-f]{40}"),
    ("AIRTABLE_TOKEN", "Airtable token", "pat", r"[A-Za-z0-9]{14}\.[0-9a-f]{64}"),
    ("HUBSPOT_TOKEN", "HubSpot token", "pat-", r"(?:na|eu)\d-[0-9a-f-]{36}"),
    ("TYPEFORM_TOKEN", "Typeform token", "tfp_", r"[\w.=-]{40,70}"),
    ("CONTENTFUL_TOKEN", "Contentful token", "CFPAT-", r"[\w-]{40,60}"),
    ("MAPBOX_TOKEN", "Mapbox token", "sk.eyJ", r"[\w-]{20,250}\.[\w-]{20,60}"),
    ("DYNATRACE_TOKEN", "Dynatrace token", "dt0", r"[a-z]\d\d\.[A-Z0-9]{8,24}\.[A-Z0-9]{64}"),
    ("SONAR_TOKEN", "SonarQube token", "sq", r"[pua]_[0-9a-f]{40}"),
    ("JFROG_KEY", "JFrog key", "AKCp", r"[A-Za-z0-9]{69}"),
    ("JFROG_TOKEN", "JFrog token", "cmVmdGtu", r"[A-Za-z0-9]{50,70}"),
    ("ALIBABA_KEY", "Alibaba Cloud key", "LTAI", r"[A-Za-z0-9]{16,24}(?!\w)"),
    ("TENCENT_KEY", "Tencent Cloud key", "AKID", r"[A-Za-z0-9]{32}(?!\w)"),
    ("YANDEX_KEY", "Yandex Cloud key", "AQVN", r"[\w-]{35,38}"),
    ("ADAFRUIT_KEY", "Adafruit key", "aio_", r"[A-Za-z0-9]{28}"),
    ("PREFECT_KEY", "Prefect key", "pnu_", r"[A-Za-z0-9]{36}"),
    ("README_KEY", "ReadMe key", "rdme_", r"[a-z0-9]{70}"),
    ("ONEPASSWORD_TOKEN", "1Password token", "ops_eyJ", r"[\w+/=-]{100,2000}"),
    ("NETLIFY_TOKEN", "Netlify token", "nfp_", r"[A-Za-z0-9]{36,50}"),
    ("RENDER_KEY", "Render key", "rnd_", r"[A-Za-z0-9]{28,50}"),
    ("VERCEL_TOKEN", "Vercel token", "vc", r"[pcr]_[A-Za-z0-9]{24,80}(?!\w)"),
    ("BUILDKITE_TOKEN", "Buildkite token", "bkua_", r"[0-9a-f]{40}"),
    ("CIRCLECI_TOKEN", "CircleCI token", "CCIPAT_", r"\w{40,70}"),
    ("CIRCLECI_TOKEN", "CircleCI project token", "CCIPRJ_", r"[A-Za-z0-9]{20,24}_[0-9a-f]{40}(?!\w)"),
    ("POSTHOG_KEY", "PostHog key", "phx_", r"[A-Za-z0-9]{40,60}"),
    ("TAILSCALE_KEY", "Tailscale key", "tskey-", r"[\w-]{20,100}"),
    ("SOURCEGRAPH_TOKEN", "Sourcegraph token", "sgp_", r"\w{40,80}"),
    ("TEAMCITY_TOKEN", "TeamCity token", "eyJ0eXAiOiAiVENWMiJ9.", r"[\w.-]{40,100}"),
    ("DENO_TOKEN", "Deno token", "ddp_", r"[A-Za-z0-9]{36}"),
    ("INFRACOST_KEY", "Infracost key", "ico-", r"[A-Za-z0-9]{32}(?!\w)"),
    ("HARNESS_TOKEN", "Harness token", "pat.", r"[\w-]{22}\.[0-9a-f]{24}\.[A-Za-z0-9]{20}"),
    ("HONEYCOMB_KEY", "Honeycomb key", "hc", r"[a-z](?:ik|lk|mk)_[a-z0-9]{40,64}"),
    ("OCTOPUS_KEY", "Octopus Deploy key", "API-", r"[A-Z0-9]{25,32}(?!\w)"),
)  # fmt: skip
SERVICES = tuple(
    Service(kind, label, beginning, rest)
    for kind, label, beginnings, rest in _ROWS
    for beginning in beginnings.split()
)
_UNICODE = pattern("u00[2-7][0-9a-fA-F]")
_PERCENT = pattern("[2-7][0-9a-fA-F]")
_IN_WORD = pattern(r"[\w-]", re.ASCII)


def _is_wide(service: Service) -> bool:
    """Tell those whose keys hold characters that are in no word: they are looked for in the whole text."""
    return "+" in service.rest.partition("]")[0]


_WIDE = tuple(filter(_is_wide, SERVICES))
_STRETCH = 25  # characters before a key that tell base64
_LEAST_MARKED = 4  # characters of a beginning that tell a key behind a name too: "backup_ghp_..."
_NAMED = (
    "_AKIA", "_ASIA", ".AKIA", ".ASIA",
    *(
        f"_{service.beginning}"
        for service in SERVICES
        if service.beginning.endswith(("_", "-")) and len(service.beginning) >= _LEAST_MARKED
    ),
)  # fmt: skip
LITERALS = (*(service.beginning for service in _WIDE), *_NAMED)


def service_keys(text: str, words: LongWords, literals: Literals) -> Iterator[Hit]:
    """Find every key of the table in `text`, in no special order."""
    heads = _heads()
    keys = 0
    for place in _places(text, words, literals):
        for service in heads.get(text[place : place + 2], ()):
            if text.startswith(service.beginning, place):
                key = _match(service, text, place)
                keys += key is not None
                if key and (keys > CROWD or _is_key(service, text, place, key[0])):
                    yield _hit(service, place, key.end())
    for service in _WIDE:
        past = 0
        for place in literals.places(service.beginning):
            key = _match(service, text, place) if place >= past else None
            if key:
                past = key.end()
                if not _IN_WORD.match(text[place - 1 : place]) and _is_key(service, text, place, key[0]):
                    yield _hit(service, place, past)


def _match(service: Service, text: str, place: int) -> re.Match[str] | None:
    """Match what follows the beginning of a key that stands at `place`."""
    return _pattern(service.rest).match(text, place + len(service.beginning))


def _is_key(service: Service, text: str, place: int, rest: str) -> bool:
    """Tell a key at `place` from a stretch of base64 and what is made up."""
    joined = text[place - 1 : place] in ("+", "/") and service.beginning.isalnum()
    return not (joined and _is_base64(text[max(0, place - _STRETCH) : place])) and not made_up(rest)


def _is_base64(before: str) -> bool:
    """Tell what stands before a key within base64 from the steps of a path."""
    plain = before.replace("+", "").replace("/", "")
    return len(before) == _STRETCH and plain.isalnum() and not is_wordy(before, 0.5)


def _hit(service: Service, start: int, end: int) -> Hit:
    return Hit(start, end, rule_of(service.kind), service.label, service.kind)


def _places(text: str, words: LongWords, literals: Literals) -> Iterator[int]:
    """Give where keys may begin: with a word, behind an escape, a hyphen or a name and "_"."""
    opened, escaped = _opened(), "\\" in text or "%" in text
    found = [
        (start, word) for start, word in words if word[:2] in opened or (escaped and text[start - 1] in "\\%")
    ]
    for start, word in found:
        rest = word[_escaped(text, start, word) :]
        yield start + len(word) - len(rest.lstrip("-_"))
    if "_" in words.joined or "." in words.joined:
        yield from (place + 1 for named in _NAMED for place in literals.places(named))


def _escaped(text: str, start: int, word: str) -> int:
    """Count the characters at the start of a word that belong to an escape before it: ``\\n``, ``\\u003d``, ``%3D``."""
    before = text[start - 1 : start] if start else ""
    if before == "\\":
        return 5 if word[0] == "u" and _UNICODE.match(word) else 1 if word[0] in "nrt" else 0
    return 2 if before == "%" and _PERCENT.match(word) else 0


@cache
def _heads() -> dict[str, list[Service]]:
    """Give the services that are looked for in words, by the first two characters of their keys."""
    heads: dict[str, list[Service]] = {}
    for service in SERVICES:
        if not _is_wide(service):
            heads.setdefault(service.beginning[:2], []).append(service)
    return heads


@cache
def _opened() -> frozenset[str]:
    """Give the two characters that words with a key may begin with, behind signs too."""
    heads = _heads()
    firsts = ("-", "_", *(head[0] for head in heads))
    return frozenset((*heads, *(sign + first for sign in "-_" for first in firsts)))


@cache
def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.ASCII)
