"""What works everywhere, in the library pane, and on whole articles."""

from reader.tui.keys.actions import ALL, ARTICLES, PANES, Action, Group, Mode, action

SCREEN_ACTIONS: tuple[Action, ...] = (
    # Everywhere
    action("next_pane", Group.EVERYWHERE, PANES, "tab", "Go to the next pane"),
    action("previous_pane", Group.EVERYWHERE, PANES, "shift+tab", "Go to the previous pane"),
    action("focus_library", Group.EVERYWHERE, PANES, "1", "Go to the library", "library"),
    action("focus_article", Group.EVERYWHERE, PANES, "2", "Go to the article", "article"),
    action("focus_margin", Group.EVERYWHERE, PANES, "3", "Go to the margin", "margin"),
    action("find", Group.EVERYWHERE, PANES, "/", "Find words here", "find"),
    action("find_next", Group.EVERYWHERE, PANES, "n", "Go to the next place found", "next"),
    action("find_previous", Group.EVERYWHERE, PANES, "N", "Go to the previous place found", "previous"),
    action("filter", Group.EVERYWHERE, PANES, "|", "Filter the list of articles while typing", "filter"),
    action(
        "search_library", Group.EVERYWHERE, PANES, "g/", "Search the whole library: texts, notes, everything", "search"
    ),
    action("query_help", Group.EVERYWHERE, PANES, "g?", "Show what filters and searches can ask"),
    action("add", Group.EVERYWHERE, PANES, "i", "Add an article by its address, its file or its text", "add"),
    action("undo", Group.EVERYWHERE, PANES, "u", "Undo the last change to articles, marks and notes", "undo"),
    action("redo", Group.EVERYWHERE, PANES, "ctrl+r", "Redo what was undone"),
    action("palette", Group.EVERYWHERE, ALL, ": ctrl+p", "Choose a command by its name", "commands", in_palette=False),
    action("help", Group.EVERYWHERE, ALL, "?", "Show all keys", "keys"),
    action("choose_theme", Group.EVERYWHERE, PANES, "", "Choose a theme"),
    action(
        "leave",
        Group.EVERYWHERE,
        (*ALL, Mode.HINTS),
        "escape",
        "Leave the mode, the drawer or the followed link",
        "back",
        in_palette=False,
    ),
    action("back", Group.EVERYWHERE, ALL, "q", "Go back to the list; from the list, quit", "back"),
    action("quit", Group.EVERYWHERE, tuple(Mode), "ctrl+q", "Quit Pressmark"),
    action("interrupt", Group.EVERYWHERE, ALL, "ctrl+c", "Copy the selection; else say how to quit", in_palette=False),
    action("suspend", Group.EVERYWHERE, ALL, "ctrl+z", "Put Pressmark aside and go to the shell"),
    # In the library
    action("next_article", Group.LIST, (Mode.LIST,), "j down", "Move down the list", in_palette=False),
    action("previous_article", Group.LIST, (Mode.LIST,), "k up", "Move up the list", in_palette=False),
    action("first_article", Group.LIST, (Mode.LIST,), "gg home", "Go to the first article", in_palette=False),
    action("last_article", Group.LIST, (Mode.LIST,), "G end", "Go to the last article", in_palette=False),
    action(
        "list_page_down", Group.LIST, (Mode.LIST,), "pagedown ctrl+d", "Move down a page of the list", in_palette=False
    ),
    action("list_page_up", Group.LIST, (Mode.LIST,), "pageup ctrl+u", "Move up a page of the list", in_palette=False),
    action("next_folder", Group.LIST, (Mode.LIST,), "l right", "Go to the next folder"),
    action("previous_folder", Group.LIST, (Mode.LIST,), "h left", "Go to the previous folder"),
    action(
        "select_article", Group.LIST, (Mode.LIST,), "space", "Select the article, to do the same to several", "select"
    ),
    action("open_article", Group.LIST, (Mode.LIST,), "enter", "Open the article or the folder", "open"),
    action("save_search", Group.LIST, ARTICLES, "gs", "Save what the list shows as a search with a name", "save"),
    action("rename_search", Group.LIST, (Mode.LIST,), "", "Give the saved search another name"),
    action("edit_search", Group.LIST, (Mode.LIST,), "", "Change what the saved search looks for", "change"),
    action("delete_search", Group.LIST, (Mode.LIST,), "dd", "Delete the saved search; the articles stay", "delete"),
    action("star", Group.ARTICLE, ARTICLES, "s", "Star the article, or take the star away", "star"),
    action("tags", Group.ARTICLE, ARTICLES, "t", "Change the article's tags", "tags"),
    action("archive", Group.ARTICLE, ARTICLES, "x", "Archive the article, or bring it back to the inbox", "archive"),
    action("toggle_read", Group.ARTICLE, ARTICLES, "U", "Mark the article as read or unread"),
    action("trash", Group.ARTICLE, ARTICLES, "D", "Put the article in the trash, or take it out"),
    action("next_unread", Group.ARTICLE, ARTICLES, "]u", "Go to the next unread article"),
    action("refresh", Group.ARTICLE, ARTICLES, "R", "Fetch the article again"),
    action("all_annotations", Group.ARTICLE, (*PANES,), "A", "List all marks and notes"),
    action("contents", Group.ARTICLE, (Mode.READING,), "gt", "List the headings and go to one"),
    action(
        "left_out",
        Group.ARTICLE,
        (Mode.READING,),
        "gr",
        "Show what was left out of the page, where it stood; again, and it goes",
        "hide",
    ),
    action("next_left_out", Group.ARTICLE, (Mode.READING,), "]r", "Go to the next part that was left out", "next"),
    action("previous_left_out", Group.ARTICLE, (Mode.READING,), "[r", "Go to the previous part that was left out"),
    action(
        "keep_or_drop",
        Group.ARTICLE,
        (Mode.READING,),
        "K",
        "Leave out parts like the one here on this site from now on; keep them if they were left out",
        "keep",
    ),
    action("raw_text", Group.ARTICLE, (Mode.READING,), "gR", "Show the raw text of the page"),
    action("wider", Group.ARTICLE, (Mode.READING,), "+", "Make the lines longer"),
    action("narrower", Group.ARTICLE, (Mode.READING,), "-", "Make the lines shorter"),
    action("default_measure", Group.ARTICLE, (Mode.READING,), "g=", "Give the lines their usual length"),
    action("justify", Group.ARTICLE, (Mode.READING,), "=", "Let lines end at the right edge, or where their words end"),
    action("hyphenate", Group.ARTICLE, (Mode.READING,), "gh", "Divide words at the end of lines, or leave them whole"),
    action(
        "indent_paragraphs", Group.ARTICLE, (Mode.READING,), "gi", "Part paragraphs by an indent, or by a blank line"
    ),
    action("pictures", Group.ARTICLE, (Mode.READING,), "gp", "Show the pictures, or words in their place"),
    action("text_only", Group.ARTICLE, (Mode.READING,), "z", "Show nothing but the text"),
)
