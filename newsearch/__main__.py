"""``python -m newsearch``: the same as the command ``newsearch``."""

from newsearch.cli import main

if __name__ == "__main__":
    main()
