"""What works in the text of an article and in its margin."""

from reader.tui.keys.actions import ARTICLES, NOTES, PANES, TEXT, Action, Argument, Group, Mode, action

TEXT_ACTIONS: tuple[Action, ...] = (
    # Moving in the text
    action("line_down", Group.MOVING, (Mode.READING,), "j down", "Scroll down a line", in_palette=False),
    action("line_up", Group.MOVING, (Mode.READING,), "k up", "Scroll up a line", in_palette=False),
    action("page_down", Group.MOVING, (Mode.READING,), "space pagedown", "Scroll down a page", in_palette=False),
    action("page_up", Group.MOVING, (Mode.READING,), "b pageup", "Scroll up a page", in_palette=False),
    action("half_page_down", Group.MOVING, (Mode.READING,), "ctrl+d", "Scroll down half a page", in_palette=False),
    action("half_page_up", Group.MOVING, (Mode.READING,), "ctrl+u", "Scroll up half a page", in_palette=False),
    action("top", Group.MOVING, (Mode.READING,), "gg home", "Go to the top of the article"),
    action(
        "bottom",
        Group.MOVING,
        (Mode.READING,),
        "G end",
        "Go to the end of the article; after a number, to that percent",
    ),
    action(
        "go_to_percent",
        Group.MOVING,
        (Mode.READING,),
        "%",
        "Go to so many percent of the text: of the number typed before, else asks for one",
    ),
    action("next_sentence", Group.MOVING, (Mode.READING,), ")", "Move the bar to the next sentence", in_palette=False),
    action(
        "previous_sentence",
        Group.MOVING,
        (Mode.READING,),
        "(",
        "Move the bar to the previous sentence",
        in_palette=False,
    ),
    action(
        "next_paragraph", Group.MOVING, (Mode.READING,), "}", "Move the bar to the next paragraph", in_palette=False
    ),
    action(
        "previous_paragraph",
        Group.MOVING,
        (Mode.READING,),
        "{",
        "Move the bar to the previous paragraph",
        in_palette=False,
    ),
    action("next_heading", Group.MOVING, (Mode.READING,), "]]", "Go to the next heading"),
    action("previous_heading", Group.MOVING, (Mode.READING,), "[[", "Go to the previous heading"),
    action("table_left", Group.MOVING, (Mode.READING,), "h left", "Go to the left in a wide table, by columns", "left"),
    action(
        "table_right", Group.MOVING, (Mode.READING,), "l right", "Go to the right in a wide table, by columns", "right"
    ),
    action("focus_paragraph", Group.MOVING, (Mode.READING,), "gz", "Let all but the current paragraph step back"),
    action("ruler", Group.MOVING, (Mode.READING,), "g_", "Lay a ruler under the row that is read, moved by j and k"),
    action("auto_scroll", Group.MOVING, (Mode.READING,), "ga", "Let the text move by itself, until any key"),
    action("faster", Group.MOVING, (Mode.PACED,), "+", "While the text moves: faster", "faster", in_palette=False),
    action("slower", Group.MOVING, (Mode.PACED,), "-", "While the text moves: slower", "slower", in_palette=False),
    action(
        "stop_auto_scroll",
        Group.MOVING,
        (Mode.PACED,),
        "space escape enter",
        "While the text moves: let it stand",
        "stop",
        in_palette=False,
    ),
    # Marking and writing
    action(
        "highlight",
        Group.MARKING,
        TEXT,
        "H",
        "Highlight the current sentence or the selection in the last colour",
        "highlight",
    ),
    action(
        "colour",
        Group.MARKING,
        TEXT,
        "1 2 3 4 5",
        "Directly after a highlight: change its colour",
        argument=Argument.KEY,
        after="highlight",
        in_palette=False,
    ),
    action("annotate", Group.MARKING, TEXT, "a", "Highlight and write a note", "note"),
    action("article_note", Group.MARKING, NOTES, "gn", "Write a note on the whole article"),
    action("next_annotation", Group.MARKING, (Mode.READING,), "]a", "Go to the next mark or note"),
    action("previous_annotation", Group.MARKING, (Mode.READING,), "[a", "Go to the previous mark or note"),
    action("edit_note", Group.MARKING, NOTES, "e", "Edit the note here", "edit"),
    action("edit_note_external", Group.MARKING, NOTES, "E", "Edit the note in your editor"),
    action("annotation_tags", Group.MARKING, NOTES, "T", "Change the tags of the mark here"),
    action("keep_shown", Group.MARKING, NOTES, "go", "Keep what is shown of what two machines wrote", "keep this"),
    action("keep_other", Group.MARKING, NOTES, "gO", "Keep the other of what two machines wrote", "the other"),
    action("keep_both", Group.MARKING, NOTES, "gb", "Keep both in one of what two machines wrote", "both"),
    action("delete_annotation", Group.MARKING, NOTES, "dd", "Delete the mark and its note", "delete"),
    action(
        "trashed_annotations", Group.MARKING, PANES, "gD", "List deleted marks and notes, and bring them back", "marks"
    ),
    action("grow", Group.MARKING, (Mode.READING,), ">", "Make the mark here longer by a word", in_palette=False),
    action("shrink", Group.MARKING, (Mode.READING,), "<", "Make the mark here shorter by a word", in_palette=False),
    # Links, copying, places
    action("activate", Group.LINKS, (Mode.READING,), "enter", "Open the picture, player, card or note under the bar"),
    action("follow_link", Group.LINKS, (Mode.READING,), "f", "Follow a link in the current sentence", "follow"),
    action(
        "all_notes", Group.LINKS, (Mode.READING,), "gF", "Open all notes where the text refers to them, or close them"
    ),
    action("keep_link", Group.LINKS, (Mode.READING,), "F", "Keep a link in the current sentence for later"),
    action("open_in_browser", Group.LINKS, ARTICLES, "o", "Open the article in the browser"),
    action("copy_sentence", Group.LINKS, TEXT, "y", "Copy the current sentence or the selection", "copy"),
    action("copy_citation", Group.LINKS, TEXT, "Y", "Copy it with its citation"),
    action(
        "set_mark",
        Group.LINKS,
        (Mode.READING,),
        "m",
        "Name this place by a letter",
        argument=Argument.LETTER,
        in_palette=False,
    ),
    action(
        "go_to_mark",
        Group.LINKS,
        (Mode.READING,),
        "` '",
        "Go to the place named by a letter",
        argument=Argument.LETTER,
        in_palette=False,
    ),
    action("list_marks", Group.LINKS, (Mode.READING,), "gm", "List the places named by letters", "marks"),
    action("list_links", Group.LINKS, (Mode.READING,), "gl", "List links and notes", "links"),
    action("list_jumps", Group.LINKS, (Mode.READING,), "gj", "List the places you jumped from", "jumps"),
    action("jump_back", Group.LINKS, (Mode.READING,), "ctrl+o", "Go back to where you jumped from"),
    action("jump_forward", Group.LINKS, (Mode.READING,), "alt+o", "Go forward again"),
    action(
        "choose_hint",
        Group.LINKS,
        (Mode.HINTS,),
        " ".join("abcdefghijklmnopqrstuvwxyz"),
        "Choose the link with this letter",
        argument=Argument.KEY,
        in_palette=False,
    ),
    # Caret and selection
    action("caret", Group.CARET, (Mode.READING,), "v", "Put a caret in the text, to select", "select"),
    action(
        "select", Group.CARET, (Mode.CARET,), "v", "Begin or end a selection at the caret", "select", in_palette=False
    ),
    action("select_line", Group.CARET, TEXT, "V", "Select whole lines"),
    action("caret_left", Group.CARET, (Mode.CARET,), "h left", "Move the caret left", in_palette=False),
    action("caret_down", Group.CARET, (Mode.CARET,), "j down", "Move the caret down", in_palette=False),
    action("caret_up", Group.CARET, (Mode.CARET,), "k up", "Move the caret up", in_palette=False),
    action("caret_right", Group.CARET, (Mode.CARET,), "l right", "Move the caret right", in_palette=False),
    action("caret_next_word", Group.CARET, (Mode.CARET,), "w", "Move to the next word", in_palette=False),
    action("caret_previous_word", Group.CARET, (Mode.CARET,), "b", "Move to the previous word", in_palette=False),
    action("caret_word_end", Group.CARET, (Mode.CARET,), "e", "Move to the end of the word", in_palette=False),
    action("caret_line_start", Group.CARET, (Mode.CARET,), "0 home", "Move to the start of the line", in_palette=False),
    action("caret_line_end", Group.CARET, (Mode.CARET,), "$ end", "Move to the end of the line", in_palette=False),
    action("caret_next_sentence", Group.CARET, (Mode.CARET,), ")", "Move to the next sentence", in_palette=False),
    action(
        "caret_previous_sentence", Group.CARET, (Mode.CARET,), "(", "Move to the previous sentence", in_palette=False
    ),
    action("caret_next_paragraph", Group.CARET, (Mode.CARET,), "}", "Move to the next paragraph", in_palette=False),
    action(
        "caret_previous_paragraph", Group.CARET, (Mode.CARET,), "{", "Move to the previous paragraph", in_palette=False
    ),
    action("caret_top", Group.CARET, (Mode.CARET,), "gg", "Move to the start of the text", in_palette=False),
    action("caret_bottom", Group.CARET, (Mode.CARET,), "G", "Move to the end of the text", in_palette=False),
    action("find_word", Group.CARET, (Mode.CARET,), "*", "Find the word or the selection in the article"),
    # In the margin
    action("next_note", Group.MARGIN, (Mode.MARGIN,), "j down", "Go to the next note", in_palette=False),
    action("previous_note", Group.MARGIN, (Mode.MARGIN,), "k up", "Go to the previous note", in_palette=False),
    action("first_note", Group.MARGIN, (Mode.MARGIN,), "gg home", "Go to the first note", in_palette=False),
    action("last_note", Group.MARGIN, (Mode.MARGIN,), "G end", "Go to the last note", in_palette=False),
    action(
        "open_note", Group.MARGIN, (Mode.MARGIN,), "enter", "Go to the passage of the note", "passage", in_palette=False
    ),
)
