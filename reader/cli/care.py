"""`paths` and `doctor`: where things are, and whether they are well."""

from argparse import Namespace

from reader.cli.output import print_json, say
from reader.library.library import Library


def paths(options: Namespace, library: Library) -> int:
    """Print the folders, one a line."""
    places = library.paths()
    if options.json:
        print_json({name: str(path) for name, path in places.items()})
        return 0
    width = max(map(len, places))
    for name, path in places.items():
        print(f"{name:<{width}}  {path}")
    return 0


def doctor(options: Namespace, library: Library) -> int:
    """Check the library; exit code 0 if all is well or was mended, 6 if something is wrong."""
    report = library.check(fix=options.fix)
    wrong = [finding for finding in report.findings if not finding.is_mended]
    if options.json:
        print_json(
            {
                "files": report.files,
                "findings": [{"path": str(f.path), "what": f.what, "mended": f.is_mended} for f in report.findings],
            }
        )
    else:
        for finding in report.findings:
            print(f"{'mended' if finding.is_mended else 'wrong '}  {finding.path}: {finding.what}")
        print(
            f"{report.files} files checked, {len(report.findings)} findings"
            if report.findings
            else f"{report.files} files checked, all well"
        )
    if wrong and not options.fix:
        say("pressmark: run `pressmark doctor --fix` to mend what can be mended")
    return 6 if wrong else 0
