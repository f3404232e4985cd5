"""The wait for a program that has nothing left to do asks for no work itself."""

from typing import Any

import pytest

from tests.tui.conftest import Run
from tests.tui.stillness import wait_until_still


async def test_a_screen_below_another_is_painted_once(
    run: Run, article_ids: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(opened=article_ids[0]) as running:
        await running.press("g", "l")
        _, sheet = running.app.screen_stack
        paint, painted = sheet._compositor.render_update, 0

        def counted(*arguments: Any, **options: Any) -> Any:
            nonlocal painted
            painted += 1
            return paint(*arguments, **options)

        monkeypatch.setattr(sheet._compositor, "render_update", counted)
        running.screen.status.refresh()
        await wait_until_still()
        assert painted >= 1
        painted = 0
        for _ in range(3):
            await wait_until_still()
        assert painted == 0
