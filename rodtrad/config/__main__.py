"""Let `python -m rodtrad.config` be the console command, for processes that start each other."""

from rodtrad.config.cli import main

main()
