"""Write docs/rules.md from the rules of the thread check: python scripts/write_rules_document.py."""

import os
from pathlib import Path

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rodtrad.config.settings")
    django.setup()
    from rodtrad.goals.rules_document import rules_document

    page = Path(__file__).resolve().parent.parent / "docs" / "rules.md"
    page.write_text(rules_document(), "utf-8")


if __name__ == "__main__":
    main()
