"""A dashboard as one message: the headline numbers as fields, the page, and the way to each of its numbers."""

from collections.abc import Iterable, Iterator

from bot.shown import Page, Shown
from bot.views.action_ids import OPEN, REFRESH, SHOW
from bot.views.blocks import Element, actions, button, context, fields, header, menu, picture, titled_field
from bot.views.controls import PERIODS
from bot.views.forecast import forecast_list, forecast_table, ways_to_forecasts
from bot.views.message import Block, Message, spoken
from bot.views.shared_words import SIGNS, changed_text
from charts import dashboard_alt_text
from metrics.answer import Answer, Comparison, Dashboard
from metrics.answer.wording import brief, day_text, freshness_text, headline_text, period_text, status_text
from metrics.catalogue.dashboards import find_dashboard
from metrics.dashboard import Layout, PageDays, Panel
from metrics.experiments.numbers import NAME as EXPERIMENT
from metrics.experiments.pages import LIST
from metrics.period_words import read_period

_OWN_DAYS = "Each number's own days"


def dashboard_messages(page: Page, dashboard: Dashboard, file_id: str | None) -> tuple[Message, ...]:
    """The page in ever plainer clothes, the best first."""
    layout = find_dashboard(page.name)
    is_table = layout is not None and layout.of_forecasts
    return tuple(_tables(page, dashboard, file_id) if is_table else _drafts(page, dashboard, file_id))


def _tables(page: Page, dashboard: Dashboard, file_id: str | None) -> Iterator[Message]:
    """The page of all forecasts: a table before its picture."""
    text = spoken(" ".join(_spoken(dashboard)))
    start, end = (header(dashboard.title),), tuple(_feet(page, dashboard, ways_to_forecasts(page, dashboard)))
    if any(dashboard.rows):
        table = forecast_table(dashboard)
        if file_id is not None:
            image = picture(file_id, dashboard_alt_text(dashboard))
            yield Message(text, (*start, table, image, *end), shows_picture=True)
        yield Message(text, (*start, table, *end))
        yield Message(text, (*start, forecast_list(dashboard), *end))
    else:
        yield Message(text, (*start, *end))
    yield Message(text)


def _drafts(page: Page, dashboard: Dashboard, file_id: str | None) -> Iterator[Message]:
    text = spoken(" ".join(_spoken(dashboard)))
    if file_id is not None:
        image = picture(file_id, dashboard_alt_text(dashboard))
        yield Message(text, tuple(_blocks(page, dashboard, image)), shows_picture=True)
    yield Message(text, tuple(_blocks(page, dashboard, None)))
    yield Message(text)


def _spoken(dashboard: Dashboard) -> Iterator[str]:
    yield f"{dashboard.title}, {period_text(dashboard.period)}."
    told = {answer.metric for answer in dashboard.headlines}
    yield from (f"{brief(answer)}." for answer in dashboard.headlines)
    yield from (f"{brief(answer)}." for row in dashboard.rows for answer in row if answer.metric not in told)
    yield from dashboard.notes
    if dashboard.freshness:
        yield freshness_text(dashboard.freshness)


def _blocks(page: Page, dashboard: Dashboard, image: Block | None) -> Iterator[Block]:
    yield header(dashboard.title)
    yield fields(*map(field_of, dashboard.headlines))
    if image is not None:
        yield image
    else:
        yield from (fields(*map(field_of, row)) for row in dashboard.rows)
    layout = find_dashboard(page.name)
    ways_in = [actions(*_ways_in(page, layout, dashboard))] if layout is not None else []
    yield from _feet(page, dashboard, ways_in)


def _feet(page: Page, dashboard: Dashboard, ways_in: Iterable[Block]) -> Iterator[Block]:
    yield context(origin_of(dashboard), *(f"ℹ️ {note}" for note in dashboard.notes))
    yield from ways_in
    yield actions(_period_menu(page), button("Refresh", REFRESH, page.words))


def field_of(answer: Answer) -> Element:
    """A number with its change and status, to stand beside others."""
    title = f"{answer.title} vs forecast" if answer.comparison is Comparison.FORECAST else answer.title
    if answer.value is None:
        return titled_field(title, f"{headline_text(answer)}: {answer.reason}")
    number = headline_text(answer)
    moved = f"  {changed_text(answer)}" if answer.change else ""
    status = status_text(answer)
    return titled_field(title, f"{number}{moved}", f"{SIGNS[answer.status]} {status}" if status else "")


def origin_of(dashboard: Dashboard) -> str:
    """Its days, how old it is, and its snapshot."""
    facts = [f"{dashboard.period.label[:1].upper()}{dashboard.period.label[1:]} to {day_text(dashboard.period.end)}"]
    if dashboard.freshness:
        facts.append(freshness_text(dashboard.freshness).removesuffix("."))
    if dashboard.snapshot:
        facts.append(f"Snapshot {dashboard.snapshot.id}")
    return "  ·  ".join(facts)


def _ways_in(page: Page, layout: Layout, dashboard: Dashboard) -> Iterator[Element]:
    """A button for each question of the page: it is answered in the message's thread."""
    planned = {answer.metric for row in dashboard.rows for answer in row if answer.has_forecast}
    distinct: dict[str, Panel] = {}
    for panel in layout.panels:
        if panel.is_planned and panel.metric not in planned:
            continue
        distinct.setdefault(Shown(panel.question(PageDays(page.period))).words, panel)
    for number, (asked, panel) in enumerate(distinct.items()):
        by = f" by {panel.by}" if panel.by else " vs forecast" if panel.is_planned else ""
        yield button(f"{Shown(panel.question(PageDays(page.period))).title}{by}", f"{OPEN}{number}", asked)
    if any(answer.metric == EXPERIMENT for row in dashboard.rows for answer in row):
        yield button("Experiments", f"{OPEN}{LIST}", LIST)


def _period_menu(page: Page) -> Element:
    options = [(_OWN_DAYS, Page(page.name).words)]
    for text, typed in PERIODS:
        options.append((text, Page(page.name, read_period(typed)).words))
    if page.words not in {value for _, value in options}:
        options.insert(0, (page.period.words if page.period else _OWN_DAYS, page.words))
    return menu("Period", f"{SHOW}period", options, page.words)
