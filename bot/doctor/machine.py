"""What this machine has: time zones, fonts, and a picture that can be drawn."""

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from zoneinfo import ZoneInfo

from bot.doctor.finding import Finding, bad, good, note
from bot.settings import Settings


def machine_findings(settings: Settings) -> Iterator[Finding]:
    """All of it. Drawing takes a second or two."""
    local = datetime.now(UTC).astimezone(ZoneInfo(settings.zone))
    yield good("time zone", f"{settings.zone}, where it is {local:%H:%M %Z}")
    yield _picture()
    if find_spec("typst") is None:
        yield note("PDF", "the extra that makes PDF files is not installed", "pip install 'kpibot[pdf]'")
    else:
        yield good("PDF", "files can be made")


def _picture() -> Finding:
    # Matplotlib is heavy: only who asks waits for it.
    from charts import RenderError  # noqa: PLC0415

    try:
        picture = sample_picture()
    except (RenderError, OSError) as error:
        return bad("pictures", f"none can be drawn: {error}", "Install kpibot again: its fonts come with it.")
    return good("pictures", f"one was drawn, {len(picture) // 1_000} kB")


def sample_picture() -> bytes:
    """A gauge of a made-up number."""
    from charts import render_png  # noqa: PLC0415  # as above
    from charts.examples import ltv_to_cac  # noqa: PLC0415

    return render_png(ltv_to_cac())
