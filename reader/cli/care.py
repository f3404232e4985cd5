"""`paths` and `doctor`: where things are, and whether they are well."""

from argparse import Namespace

from reader.cli.output import end_progress, print_json, progress_reporter, say
from reader.library.doctoring import Finding
from reader.library.library import Library
from reader.library.progress import Work
from reader.model.errors import StoreError
from reader.model.text import clean_line, clean_text

_WRONG = StoreError.exit_code


def paths(options: Namespace, library: Library) -> int:
    """Print the folders, one a line."""
    places = library.paths()
    if options.json:
        print_json({name: str(path) for name, path in places.items()})
        return 0
    width = max(map(len, places))
    for name, path in places.items():
        print(f"{name:<{width}}  {clean_text(str(path))}")
    return 0


def doctor(options: Namespace, library: Library) -> int:
    """Check the library; exit code 0 if all is well or was mended, 6 if something is wrong."""

    def tell(finding: Finding) -> None:
        if not options.json:
            end_progress()
            print(_line(finding), flush=True)

    report = library.check(fix=options.fix, on_finding=tell, work=Work(progress_reporter()))
    end_progress()
    wrong = [finding for finding in report.findings if not finding.is_mended]
    if options.json:
        print_json(
            {
                "files": report.files,
                "findings": [
                    {"path": str(f.path), "what": f.what, "remedy": f.remedy or None, "mended": f.is_mended}
                    for f in report.findings
                ],
                "notes": list(report.notes),
            }
        )
        return _WRONG if wrong else 0
    number = len(report.findings)
    found = f"{number} finding{'' if number == 1 else 's'}" if number else "all well"
    print(f"{report.files:,} file{'' if report.files == 1 else 's'} checked, {found}")
    for note in report.notes:
        print(f"note    {clean_line(note)}")
    mendable = sum(bool(finding.remedy) for finding in wrong)
    if mendable and not options.fix:
        say(
            f"pressmark: `pressmark doctor --fix` mends {'it' if mendable == number == 1 else f'{mendable} of {number}'}"
        )
    return _WRONG if wrong else 0


def _line(finding: Finding) -> str:
    path = clean_line(str(finding.path))
    if finding.is_mended:
        return f"mended  {path}: {finding.what}"
    return f"wrong   {path}: {finding.what}" + (f" (--fix {finding.remedy})" if finding.remedy else "")
