"""Answer -> PNG or SVG: one theme, one file for each kind of chart."""

from charts.alt import FILE_LIMIT, IMAGE_LIMIT, alt_text, dashboard_alt_text
from charts.errors import RenderError
from charts.fits import fits
from charts.form import PictureForm
from charts.picture import font_folder, render_any, render_dashboard, render_png
from charts.pool import RenderPool
from charts.theme import SLACK, Theme

__all__ = [
    "FILE_LIMIT",
    "IMAGE_LIMIT",
    "SLACK",
    "PictureForm",
    "RenderError",
    "RenderPool",
    "Theme",
    "alt_text",
    "dashboard_alt_text",
    "fits",
    "font_folder",
    "render_any",
    "render_dashboard",
    "render_png",
]
