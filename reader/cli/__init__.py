"""The command line: one module per group of commands. Data on stdout, everything else on stderr."""
