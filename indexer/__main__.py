"""`python -m indexer`: the same as the `morgue` command."""

from indexer.console.cli import main

if __name__ == "__main__":
    main(prog_name="morgue")
