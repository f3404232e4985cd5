"""`completion`: a script that teaches the user's shell our commands and options, made from the parser itself."""

import argparse

import shtab


def print_completion(parser: argparse.ArgumentParser, shell: str) -> int:
    """Print the completion script for `shell`: one of those that shtab knows."""
    print(shtab.complete(parser, shell=shell))
    return 0
