"""What works in the workbench: all marks and notes of the library on one screen."""

from reader.tui.keys.actions import PANES, Action, Argument, Group, Mode, action

_HERE = (Mode.BENCH,)

BENCH_ACTIONS: tuple[Action, ...] = (
    action(
        "workbench",
        Group.BENCH,
        (*PANES, Mode.BENCH),
        "gA",
        "Open the workbench: all marks and notes of the library; again, and it goes",
        "workbench",
        label="Workbench",
    ),
    action("bench_down", Group.BENCH, _HERE, "j down", "Move down the marks and notes", in_palette=False),
    action("bench_up", Group.BENCH, _HERE, "k up", "Move up the marks and notes", in_palette=False),
    action("bench_first", Group.BENCH, _HERE, "gg home", "Go to the first of them", in_palette=False, label="First"),
    action(
        "bench_last",
        Group.BENCH,
        _HERE,
        "G end",
        "Go to the last of them; after a number, to that one",
        in_palette=False,
    ),
    action("bench_page_down", Group.BENCH, _HERE, "pagedown ctrl+d", "Move down a page of them", in_palette=False),
    action("bench_page_up", Group.BENCH, _HERE, "pageup ctrl+u", "Move up a page of them", in_palette=False),
    action(
        "bench_open", Group.BENCH, _HERE, "enter", "Go to the passage; q comes back. At a heading: fold it", "go there"
    ),
    action("bench_filter", Group.BENCH, _HERE, "/ |", "Filter while typing, in the language of searches", "filter"),
    action(
        "bench_facets",
        Group.BENCH,
        _HERE,
        "tab shift+tab",
        "Go to what the list can be narrowed down to, and back",
        "narrow",
    ),
    action("bench_list", Group.BENCH, _HERE, "l right", "Go back to the list", "list", in_palette=False),
    action("bench_to_facets", Group.BENCH, _HERE, "h left", "Go to the colours, tags and times", in_palette=False),
    action("bench_order", Group.BENCH, _HERE, ",", "Choose how they are ordered and gathered", "order"),
    action("bench_preview", Group.BENCH, _HERE, "p", "Show the annotation whole beside the list, or not", "preview"),
    action("bench_scroll_down", Group.BENCH, _HERE, "J", "Scroll what stands beside the list", in_palette=False),
    action("bench_scroll_up", Group.BENCH, _HERE, "K", "Scroll that back", in_palette=False),
    action("bench_fold", Group.BENCH, _HERE, "za", "Fold the group here, or unfold it", "fold", label="Fold or unfold"),
    action(
        "bench_fold_all",
        Group.BENCH,
        _HERE,
        "zA",
        "Fold all of their groups, or unfold them",
        "fold all",
        label="Fold or unfold all",
    ),
    action("bench_next_group", Group.BENCH, _HERE, "]]", "Go to the next of their groups", label="Next group"),
    action("bench_previous_group", Group.BENCH, _HERE, "[[", "Go to the group of them before", label="Previous group"),
    action(
        "bench_select",
        Group.BENCH,
        _HERE,
        "space",
        "Select it, to do the same to several; at a heading, all of its group",
        "select",
    ),
    action("bench_range", Group.BENCH, _HERE, "v", "Select what the bar goes over", "range"),
    action("bench_all", Group.BENCH, _HERE, "*", "Select all that is listed, or none", "all"),
    action(
        "bench_colour",
        Group.BENCH,
        _HERE,
        "1 2 3 4 5",
        "Give what is selected, or the one here, another colour",
        "colour",
        argument=Argument.KEY,
        in_palette=False,
    ),
    action("bench_tags", Group.BENCH, _HERE, "t T", "Give and take tags", "tags"),
    action("bench_edit", Group.BENCH, _HERE, "e", "Edit its note in place", "edit"),
    action("bench_edit_external", Group.BENCH, _HERE, "E", "Edit the note there in your editor"),
    action(
        "bench_delete", Group.BENCH, _HERE, "dd", "Delete what is selected, or the one here", "delete", label="Delete"
    ),
    action("bench_export", Group.BENCH, _HERE, "x", "Export what is selected, or all that is listed", "export"),
    action("bench_copy", Group.BENCH, _HERE, "y", "Copy the quote", "copy"),
    action("bench_cite", Group.BENCH, _HERE, "Y", "Copy the quote with its citation"),
    action(
        "bench_save",
        Group.BENCH,
        _HERE,
        "s gs",
        "Save the filter as a search with a name",
        "save",
        label="Save as a search",
    ),
)
