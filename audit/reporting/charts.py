"""Charts: real Plotly on screen, the same values as static SVG on paper and without JavaScript."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from audit.reporting.wording import month

Z = 1.959963984540054
_WIDTH, _HEIGHT = 320, 150
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 44, 12, 24


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a month; None: no data, a gap."""

    month: str
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A small line chart: title, unit, the Plotly figure as JSON, and the SVG."""

    id: str
    title: str
    unit: str
    figure: str
    svg: str


def wilson(count: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share. Requests and waiting buyers count too, so that there may be more than messages sent."""
    if not total:
        return 0.0, 0.0
    share, z2 = min(1.0, count / total), Z * Z
    middle = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = Z * math.sqrt(share * (1 - share) / total + z2 / (4 * total * total)) / (1 + z2 / total)
    return max(0.0, middle - half), min(1.0, middle + half)


def rate_point(month: str, count: int, total: int) -> Point:
    """Findings for each 1,000 messages with their interval; a gap where there were no messages."""
    if not total:
        return Point(month, None)
    low, high = wilson(count, total)
    return Point(month, round(1000 * count / total, 1), round(1000 * low, 1), round(1000 * high, 1))


def line(name: str, title: str, unit: str, points: Sequence[Point], top: float | None = None) -> Chart:
    """A line with its band; ``top`` gives several charts one scale."""
    highest = top or max((p.high or p.value or 0 for p in points), default=0) or 1
    return Chart(name, title, unit, _figure(points, highest), _svg(title, points, highest))


def _figure(points: Sequence[Point], top: float) -> str:
    import plotly.graph_objects as go

    months = [month(p.month) for p in points]
    figure = go.Figure()
    if any(p.high is not None for p in points):
        band = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "showlegend": False}
        figure.add_trace(go.Scatter(x=months, y=[p.high for p in points], **band))
        figure.add_trace(go.Scatter(x=months, y=[p.low for p in points], fill="tonexty", fillcolor="#c9d9e6", **band))
    figure.add_trace(
        go.Scatter(
            x=months, y=[p.value for p in points], mode="lines+markers", line={"color": "#1d4f77", "width": 2},
            hovertemplate="%{x}: <b>%{y:,}</b><extra></extra>",
        )
    )  # fmt: skip
    known = [p for p in points if p.value is not None]
    if known:
        figure.add_annotation(
            x=month(known[-1].month), y=known[-1].value, text=_value(known[-1].value), showarrow=False,
            xanchor="left", xshift=6, yshift=0,
        )  # fmt: skip
    axis = {"fixedrange": True, "tickfont": {"size": 12}}
    ends = [months[0], months[-1]] if len(months) > 1 else months
    figure.update_layout(
        margin={"l": 36, "r": 42, "t": 8, "b": 26}, height=190, showlegend=False, hovermode="closest",
        paper_bgcolor="rgba(0,0,0,0)", plot_bgcolor="rgba(0,0,0,0)", template="none",
        xaxis=axis | {"type": "category", "tickvals": ends, "tickangle": 0, "showgrid": False, "showline": True},
        yaxis=axis | {"range": [0, top * 1.08], "nticks": 4},
    )  # fmt: skip
    return json.dumps(json.loads(figure.to_json()), sort_keys=True).replace("</", "<\\/")


def _svg(title: str, points: Sequence[Point], top: float) -> str:
    def x(index: int) -> float:
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (index / max(1, len(points) - 1))

    def y(value: float) -> float:
        return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - value / (top * 1.08))

    out = [f'<svg class="ch" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(_words(title, points))}">']
    out += [
        f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y(tick):.1f}" y2="{y(tick):.1f}" stroke="#e3dfd6"/>'
        f'<text x="{_LEFT - 5}" y="{y(tick) + 4:.1f}" text-anchor="end" font-size="11" fill="#545d68">{tick:.3g}</text>'
        for tick in (0, top / 2, top)
    ]
    known = [(i, p) for i, p in enumerate(points) if p.value is not None]
    for (i, p), (j, q) in pairwise(known):
        if j == i + 1 and p.high is not None and q.high is not None and p.low is not None and q.low is not None:
            corners = [(i, p.high), (j, q.high), (j, q.low), (i, p.low)]
            shape = " ".join(f"{x(k):.1f},{y(v):.1f}" for k, v in corners)
            out.append(f'<polygon class="band" points="{shape}" fill="#c9d9e6"/>')
    for (i, p), (j, q) in pairwise(known):
        if j == i + 1:
            out.append(
                f'<line class="ser" x1="{x(i):.1f}" y1="{y(p.value or 0):.1f}" x2="{x(j):.1f}" y2="{y(q.value or 0):.1f}" '
                'stroke="#1d4f77" stroke-width="2"/>'
            )
    out += [
        f'<circle class="dot" cx="{x(i):.1f}" cy="{y(p.value or 0):.1f}" r="2.4" fill="#1d4f77"/>' for i, p in known
    ]
    if known:
        i, p = known[-1]
        out.append(
            f'<text class="tx" x="{x(i) + 7:.1f}" y="{y(p.value or 0) + 4:.1f}" font-size="13" fill="#12171e">{_value(p.value)}</text>'
        )
    for index in sorted({0, len(points) - 1} if points else set()):
        anchor = "start" if index == 0 else "end"
        out.append(
            f'<text x="{x(index):.1f}" y="{_HEIGHT - 6}" text-anchor="{anchor}" font-size="11" fill="#545d68">'
            f"{escape(month(points[index].month))}</text>"
        )
    return "".join([*out, "</svg>"])


def _value(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:,.1f}"


def _words(title: str, points: Sequence[Point]) -> str:
    return f"{title}: " + ", ".join(
        f"{month(p.month)} {'no data' if p.value is None else _value(p.value)}" for p in points
    )
