"""What teaches the keys, and does without them: the sheet of all keys, the palette, the tour, the user's own settings."""

from reader.tui.keys.actions import PLACES
from reader.tui.screens.host import Host
from reader.tui.screens.looks_desk import LooksDesk

MOST_RECENT = 5
"""Commands that the palette shows first because they were used last."""


class KeysDesk:
    """Actions about actions."""

    def __init__(self, host: Host, looks: LooksDesk) -> None:
        self._host = host
        self._looks = looks
        """Keeps what is remembered of this window."""

    def do_help(self, count: int, argument: str) -> None:
        """Show all keys, and do the one that is taken."""
        from reader.tui.screens.help import Help

        self._host.show_sheet(Help(self._host.keymap, self._host.mode), self._do_if_possible)

    def _do_if_possible(self, action_id: str) -> None:
        host = self._host
        action = host.keymap.by_id[action_id]
        if host.can(action_id):
            host.perform(action_id)
        elif host.mode not in action.modes:
            where = " and in ".join(PLACES[mode] for mode in action.modes[:2])
            host.tell(f"{action.help}: this works in {where}.")
        else:
            host.tell(f"{action.help}: there is nothing here to do that to.")

    def do_palette(self, count: int, argument: str) -> None:
        """Choose a command by its name."""
        from reader.tui.screens.command_palette import CommandPalette

        host = self._host
        host.show_sheet(CommandPalette(host.keymap, host.can, self._looks.window.recent), self._do_command)

    def _do_command(self, action_id: str) -> None:
        window = self._looks.window
        others = [other for other in window.recent if other != action_id]
        self._looks.remember(window._replace(recent=(action_id, *others)[:MOST_RECENT]))
        self._host.perform(action_id)

    # -- the tour ---------------------------------------------------------------------------------------------------
    def do_tour(self, count: int, argument: str) -> None:
        """Say on one screen what Pressmark is, and the first keys."""
        from reader.tui.screens.tour import Tour

        self._looks.remember(self._looks.window._replace(has_seen_tour=True))
        self._host.show_sheet(Tour(self._host.keymap), self._host.perform)

    def do_lay_out_samples(self, count: int, argument: str) -> None:
        """Put the samples into this library."""
        self._host.session.lay_out_samples(is_all=True)

    # -- settings ---------------------------------------------------------------------------------------------------
    def do_edit_settings(self, count: int, argument: str) -> None:
        """Open `config.toml` in the user's editor, and say what is wrong with it afterwards."""
        from reader.library.config import CONFIG_NAME, load_config
        from reader.model.errors import ConfigError
        from reader.tui.external import ExternalError, edit_file, editor_command
        from reader.tui.settings import keymap_of

        host = self._host
        path = host.session.library.folders.config / CONFIG_NAME
        try:
            command = editor_command(host.config.editor, host.environ)
            host.step_aside(lambda: edit_file(path, command, host.environ))
            keymap_of(load_config(path), path)
        except ExternalError as error:
            host.tell(error.message, error.hint, is_error=True)
        except ConfigError as error:
            host.tell(error.message, error.hint, is_error=True)
        else:
            host.tell("The settings hold from the next start on.")
