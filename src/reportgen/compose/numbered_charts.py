"""Charts of the document, numbered in order."""

from __future__ import annotations

import json

from markupsafe import Markup

from reportgen.compose.charts import ChartPart, bars, strip
from reportgen.compose.documented import documented
from reportgen.compose.phrases import Phrases


class NumberedCharts:
    """Charts of the document, numbered in order; drawn from the figures' printed texts."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases, self.count = phrases, 0

    def next(self) -> int:
        """The number of the next figure."""
        self.count += 1
        return self.count

    @documented(
        "一张柱状图：图题，和各根柱子 (名称, 键)；图自己编号",
        '{{ bars("收、支决算总计变动情况", [(last_year ~ "年度", "上年.收入总计"), (year ~ "年度", "收入总计")]) }}',
    )
    def bars(self, title: str, series: list[tuple[str, str]]) -> Markup:
        """Bars from zero: (label, key)."""
        return self._figure("bars", title, series, None)

    @documented(
        "一张构成图：图题，各部分 (名称, 键)，和整体的键；图自己编号",
        '{{ strip("支出决算结构", p.some(p.spendings()), "本年支出合计") }}',
        keys=(2,),
    )
    def strip(self, title: str, series: list[tuple[str, str]], whole: str) -> Markup:
        """The structure of a whole: (label, key of the part)."""
        return self._figure("strip", title, series, whole)

    def _figure(self, kind: str, title: str, series: list[tuple[str, str]], whole: str | None) -> Markup:
        report = self.phrases.book
        parts, points = [], []
        asked = [key for _, key in series] + ([whole] if whole else [])
        unknown = [key for key in asked if not report.resolve(key).certain]
        if unknown:
            self.next()
            return Markup('<p class="note"><span class="pending">【待填：{}，图暂不能画】</span></p>').format(
                "、".join(unknown)
            )
        for label, key in series:
            figure = report.resolve(key)
            share = report.resolve(f"{key}.占.{whole}") if whole else None
            share = share if share and share.certain else None
            share_text = f"{report.printed(share)}%" if share else None
            parts.append(ChartPart(label, report.rounded(figure), report.printed(figure), share_text))
            point: dict[str, object] = {
                "label": label,
                "key": figure.key,
                "value": str(figure.number),
                "text": report.printed(figure),
            }
            if share:
                point["share"] = {"key": share.key, "value": str(share.number), "text": share_text}
            points.append(point)
        drawing = bars(parts) if kind == "bars" else strip(parts)
        # our own drawing, escaped where it is drawn
        return Markup(
            '<figure data-chart="{}" data-title="{}" data-unit="万元" '
            'data-series="{}">{}<figcaption>图{}　{}（单位：万元）</figcaption></figure>'
        ).format(kind, title, json.dumps(points, ensure_ascii=False), Markup(drawing), self.next(), title)  # noqa: S704
